import { types } from 'node:util';
import { Problem, unavailable } from '../api/http/problem.ts';

/** Longest wait for the database: callers are told to come back rather than held. */
const READ_LIMIT_MS = 3_000;

/** Server errors that say "not here, not now" rather than "no". */
const AWAY_CODES = new Set([50, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** What Node says of a connection that broke: the driver hands it on as it is when it writes after the server's end. */
const BROKEN_CODES = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Tells failures of the way to MongoDB from everything else.
 *
 * @see https://www.mongodb.com/docs/manual/reference/error-codes/
 */
export function databaseIsAway(error: unknown): boolean {
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

/** The same of what `within` may fail with: a database that gave no answer in time is away, too. */
export const databaseGaveNoAnswer = (error: unknown): boolean =>
  databaseIsAway(error) || (error instanceof Problem && error.code === 'unavailable');

/**
 * Waits for the database no longer than callers are held.
 *
 * @throws Problem `unavailable` when it gave no answer within the limit
 */
export async function within<T>(work: Promise<T>, limitMs = READ_LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(unavailable('The database gave no answer in time.', 2));
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
