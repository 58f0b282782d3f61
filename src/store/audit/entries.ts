/** Entries of the audit log. */

import type { Audited, AuditDocument } from './schema.ts';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageById } from '../page-by-id.ts';
import { within } from '../in-time.ts';

/** Keeps an entry. */
export async function keepEntry(models: Models, entry: AuditDocument): Promise<void> {
  await within(raw(models.audit).insertOne(entry));
}

/** Entries, the newest first. */
export function listEntries(
  models: Models,
  { what, ...request }: PageRequest & { what?: Audited | undefined },
): Promise<Page<AuditDocument>> {
  const where = what === undefined ? {} : { what };
  return pageById(models.audit, request, { where, first: 'newest' });
}
