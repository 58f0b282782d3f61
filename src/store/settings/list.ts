/** The line of settings versions, newest first. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { SettingsDocument } from './schema.ts';
import {
  DEFAULT_ITEMS,
  isWhole,
  pageOf,
  readCursor,
  type Page,
  type PageRequest,
} from '../page.ts';
import { within } from '../in-time.ts';

/**
 * A page of versions as they were saved.
 *
 * @param channels whose overrides are listed beside the default; `null`: all
 */
export async function listVersions(
  models: Models,
  query: PageRequest,
  channels: readonly string[] | null,
): Promise<Page<SettingsDocument>> {
  const limit = query.limit ?? DEFAULT_ITEMS;
  const before =
    query.cursor === undefined
      ? {}
      : { _id: trusted({ $lt: readCursor(query.cursor, isWhole)[0] }) };
  const ofChannels = channels === null ? {} : { channel: trusted({ $in: [null, ...channels] }) };
  const found = await within(
    models.settings
      .find({ ...before, ...ofChannels })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .lean<SettingsDocument[]>()
      .exec(),
  );
  return pageOf(found, limit, ({ _id }) => [_id]);
}
