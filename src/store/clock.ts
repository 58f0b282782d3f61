/** The host's clock against the database's: a host that is wrong must not stamp events. */

import type { Connection } from 'mongoose';

/** Beyond this a host says so. */
export const CLOCK_WARNING_MS = 5_000;
/** Beyond this it is not ready. */
export const CLOCK_LIMIT_MS = 60_000;

/**
 * How far this host's clock is ahead of the database's, to within half a round trip.
 *
 * @returns milliseconds, negative when the host is behind
 * @throws when the database cannot be reached
 */
export async function clockAheadMs(connection: Connection): Promise<number> {
  if (!connection.db) throw new Error('MongoDB is not connected');
  const beforeMs = Date.now();
  const [answer] = await connection.db
    .aggregate<{ now: Date }>([{ $documents: [{}] }, { $project: { now: '$$NOW' } }])
    .toArray();
  const afterMs = Date.now();
  if (!answer) throw new Error('MongoDB did not tell the time');
  return Math.round((beforeMs + afterMs) / 2 - answer.now.getTime());
}
