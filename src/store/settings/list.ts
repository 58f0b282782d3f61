/** The line of settings versions, newest first. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { SettingsDocument } from './schema.ts';
import { isWhole, type Page, type PageRequest } from '../page.ts';
import { pageById } from '../page-by-id.ts';

/**
 * A page of versions as they were saved.
 *
 * @param channels whose overrides are listed beside the default; `null`: all
 */
export function listVersions(
  models: Models,
  request: PageRequest,
  channels: readonly string[] | null,
): Promise<Page<SettingsDocument>> {
  const where = channels === null ? {} : { channel: trusted({ $in: [null, ...channels] }) };
  return pageById(models.settings, request, { where, first: 'newest', isId: isWhole });
}
