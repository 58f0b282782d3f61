/** Entries of the audit log. */

import { trusted } from 'mongoose';
import type { Audited, AuditDocument } from './schema.ts';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import { pageOf, readCursor } from '../page.ts';
import { z } from '../../api/http/zod.ts';
import { within } from '../in-time.ts';

const DEFAULT_ITEMS = 50;
const entryPlace = z.tuple([z.string()]);

/** Keeps an entry. */
export async function keepEntry(models: Models, entry: AuditDocument): Promise<void> {
  await within(raw(models.audit).insertOne(entry));
}

/** Entries, the newest first. */
export async function listEntries(
  models: Models,
  query: { what?: Audited | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<{ rows: AuditDocument[]; nextCursor: string | null }> {
  const limit = query.limit ?? DEFAULT_ITEMS;
  const before =
    query.cursor === undefined
      ? {}
      : { _id: trusted({ $lt: readCursor(entryPlace, query.cursor)[0] }) };
  const found = await within(
    models.audit
      .find({ ...(query.what === undefined ? {} : { what: query.what }), ...before })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .lean<AuditDocument[]>()
      .exec(),
  );
  return pageOf(found, limit, (entry) => [entry._id]);
}
