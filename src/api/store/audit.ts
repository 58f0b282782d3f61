/** Entries of the audit log. */

import { trusted } from 'mongoose';
import type { Audited, AuditDocument } from '../../models/audit.ts';
import type { Models } from '../../models/connection.ts';
import { raw } from '../../models/raw.ts';
import { pageOf, readCursor } from '../cursor.ts';
import { z } from '../zod.ts';
import { within } from './database.ts';

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
