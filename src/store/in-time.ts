import { types } from 'node:util';
import pTimeout from 'p-timeout';
import { StoreUnavailable } from './unavailable.ts';

/** Longest wait for the database: callers are told to come back rather than held. */
const READ_LIMIT_MS = 3_000;

/** Server errors that say "not here, not now" rather than "no". */
const AWAY_CODES = new Set([50, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Node's codes of a connection that broke: the driver passes them on when it writes after the server's end. */
const BROKEN_CODES = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Tells failures of the way to MongoDB, and answers that came too late, from everything else.
 *
 * @see https://www.mongodb.com/docs/manual/reference/error-codes/
 */
export function databaseIsAway(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (!types.isNativeError(error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && BROKEN_CODES.has(code)) return true;
  if (error.name === 'MongooseError')
    return /initial connection|buffering timed out/.test(error.message);
  if (error.name === 'MongooseServerSelectionError') return true;
  if (!error.name.startsWith('Mongo')) return false;
  return error.name.startsWith('MongoServerError') || error.name.startsWith('MongoBulkWrite')
    ? typeof code === 'number' && AWAY_CODES.has(code)
    : true;
}

/**
 * Waits for the database no longer than callers are held.
 *
 * @throws StoreUnavailable when it gave no answer within the limit
 */
export function within<T>(work: Promise<T>, limitMs = READ_LIMIT_MS): Promise<T> {
  return pTimeout(work, {
    // A limit of nothing lets pass what is there already; p-timeout takes none.
    milliseconds: Math.max(1, limitMs),
    fallback: (): never => {
      throw new StoreUnavailable('The database gave no answer in time.');
    },
  });
}
