/** Entries of the audit log. */

import { trusted } from 'mongoose';
import type { Audited, AuditDocument } from './schema.ts';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import { DEFAULT_ITEMS, isText, pageOf, readCursor, type Page, type PageRequest } from '../page.ts';
import { within } from '../in-time.ts';

/** Keeps an entry. */
export async function keepEntry(models: Models, entry: AuditDocument): Promise<void> {
  await within(raw(models.audit).insertOne(entry));
}

/** Entries, the newest first. */
export async function listEntries(
  models: Models,
  query: PageRequest & { what?: Audited | undefined },
): Promise<Page<AuditDocument>> {
  const limit = query.limit ?? DEFAULT_ITEMS;
  const before =
    query.cursor === undefined
      ? {}
      : { _id: trusted({ $lt: readCursor(query.cursor, isText)[0] }) };
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
