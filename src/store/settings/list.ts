/** The line of settings versions, newest first. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { SettingsDocument } from './schema.ts';
import { pageOf, readCursor } from '../page.ts';
import { z } from '../../api/http/zod.ts';
import { within } from '../in-time.ts';

const DEFAULT_ITEMS = 50;
const versionPlace = z.tuple([z.int()]);

/**
 * A page of versions as they were saved.
 *
 * @param channels whose overrides are listed beside the default; `null`: all
 */
export async function listVersions(
  models: Models,
  query: { cursor?: string | undefined; limit?: number | undefined },
  channels: readonly string[] | null,
): Promise<{ rows: SettingsDocument[]; nextCursor: string | null }> {
  const limit = query.limit ?? DEFAULT_ITEMS;
  const before =
    query.cursor === undefined
      ? {}
      : { _id: trusted({ $lt: readCursor(versionPlace, query.cursor)[0] }) };
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
