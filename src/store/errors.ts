/** Errors of MongoDB, its driver and mongoose, told apart. */

import mongoose from 'mongoose';

const { MongoError, MongoServerError, MongoBulkWriteError } = mongoose.mongo;

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

/** MongoDB's codes for a document or command that it will not take, however often it is tried. */
const IMPOSSIBLE_CODES = new Set<unknown>([
  2, // BadValue
  9, // FailedToParse
  14, // TypeMismatch
  52, // DollarPrefixedFieldName
  121, // DocumentValidationFailure
  10334, // BSONObjectTooLarge
  17280, // KeyTooLong
]);

/** Mongoose's errors for values that do not fit the schema. */
const MISFITS = new Set([
  'CastError',
  'ValidationError',
  'StrictModeError',
  'ObjectParameterError',
  'BSONError',
]);

/** A failure of the store, with a name that quotes no document. */
export interface MongoFailure {
  /**
   * `misfit`: mongoose refuses a value. `impossible`: the server refuses, however often it is tried. `refused`: the
   * server refuses now. `away`: no answer came.
   */
  kind: 'misfit' | 'impossible' | 'refused' | 'away';
  name: string;
}

/**
 * Classifies an error of a query.
 *
 * @returns `null` for an error that does not come from MongoDB, its driver or mongoose
 */
export function mongoFailure(error: unknown): MongoFailure | null {
  if (!(error instanceof Error)) return null;
  const { name } = error;
  if (MISFITS.has(name)) return { kind: 'misfit', name };
  // Without a code it is a lost connection that the driver reports as the failure of a bulk.
  if (error instanceof MongoServerError && error.code !== undefined) {
    const kind = IMPOSSIBLE_CODES.has(error.code) ? 'impossible' : 'refused';
    return { kind, name: String(error.codeName ?? error.code) };
  }
  const isMongo = error instanceof MongoError || error instanceof mongoose.Error;
  return isMongo ? { kind: 'away', name } : null;
}
