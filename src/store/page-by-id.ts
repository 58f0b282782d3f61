/** Lists whose order is that of their IDs. */

import { trusted, type Model, type QueryFilter } from 'mongoose';
import { within } from './in-time.ts';
import {
  DEFAULT_ITEMS,
  isText,
  pageOf,
  readCursor,
  type Check,
  type Page,
  type PageRequest,
} from './page.ts';

interface ListById<T> {
  /** Narrows the list; absent: everything. */
  where?: QueryFilter<T>;
  /** `oldest`: IDs ascend. `newest`: they descend. */
  first: 'oldest' | 'newest';
  /** The type of the IDs in a cursor; texts when absent. */
  isId?: Check<string | number>;
}

/**
 * Reads a page of a collection, one row more than it shows.
 *
 * @throws InvalidCursor for a cursor of another list
 * @throws StoreUnavailable when the database gave no answer in time
 */
export async function pageById<T extends { _id: string | number }>(
  model: Model<T>,
  { cursor, limit = DEFAULT_ITEMS }: PageRequest,
  { where = {}, first, isId = isText }: ListById<T>,
): Promise<Page<T>> {
  const isOldest = first === 'oldest';
  const beyond = cursor === undefined ? null : readCursor(cursor, isId)[0];
  const rest =
    beyond === null ? {} : { _id: trusted(isOldest ? { $gt: beyond } : { $lt: beyond }) };
  const rows = await within(
    model
      .find({ ...where, ...rest } as QueryFilter<T>)
      .sort({ _id: isOldest ? 1 : -1 })
      .limit(limit + 1)
      .lean<T[]>()
      .exec(),
  );
  return pageOf(rows, limit, ({ _id }) => [_id]);
}
