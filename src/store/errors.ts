/** What went wrong in MongoDB, told apart. */

import mongoose from 'mongoose';

const { MongoServerError, MongoBulkWriteError } = mongoose.mongo;

const DUPLICATE_KEY = 11000;

/** A unique index refused the write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** A write of a bulk that was refused because it was there already. */
export interface Duplicate {
  /** Its place in the bulk. */
  index: number;
  /** A unique index other than that of `_id` refused it. */
  byContent: boolean;
}

/**
 * The writes of an unordered bulk that were there already; the others were written.
 *
 * @throws the error itself when anything else went wrong. The driver dresses a lost connection as an error of the bulk
 *   too, but one without any refused write.
 */
export function duplicatesOf(error: unknown): Duplicate[] {
  if (!(error instanceof MongoBulkWriteError)) throw error as Error;
  const failures = [error.writeErrors].flat();
  const onlyDuplicates = failures.every(({ code }) => code === DUPLICATE_KEY);
  const durable = error.result.getWriteConcernError() === undefined;
  if (failures.length === 0 || !onlyDuplicates || !durable) throw error;
  return failures.map(({ index, errmsg }) => ({
    index,
    // The message says which index, and all that we name are not `_id_`.
    byContent: !String(errmsg).includes('index: _id_'),
  }));
}
