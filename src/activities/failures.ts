/** Failures as Temporal keeps them: short, without personal data, and retried unless they can never succeed. */

import { ApplicationFailure } from '@temporalio/common';
import mongoose from 'mongoose';
import { Unavailable } from '../client/unavailable.ts';

const { MongoServerError, MongoError } = mongoose.mongo;

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

/** A request that can never succeed. */
export function impossible(sentence: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(sentence, 'ImpossibleRequest');
}

/** What to throw for an error: nothing of what the error quotes gets into the history. */
export function asFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof Unavailable) {
    return ApplicationFailure.retryable('Temporal cannot be reached', 'TemporalUnavailable');
  }
  const name = error instanceof Error ? error.name : 'unknown error';
  if (MISFITS.has(name)) return impossible(`A value does not fit (${name})`);
  // Without a code it is a lost connection that the driver reports as the failure of a bulk.
  if (error instanceof MongoServerError && error.code !== undefined) return serverFailure(error);
  if (error instanceof MongoError || error instanceof mongoose.Error) {
    return ApplicationFailure.retryable(`MongoDB cannot be reached (${name})`, 'StoreUnavailable');
  }
  return ApplicationFailure.retryable(`Failed unexpectedly (${name})`, name);
}

function serverFailure(error: InstanceType<typeof MongoServerError>): ApplicationFailure {
  const what = `MongoDB refused (${String(error.codeName ?? error.code)})`;
  return IMPOSSIBLE_CODES.has(error.code)
    ? impossible(what)
    : ApplicationFailure.retryable(what, 'StoreRefused');
}
