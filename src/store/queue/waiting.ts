/** Looks at the queue as a whole, for the schedules. */

import type { mongo } from 'mongoose';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import type { TicketDocument } from './ticket-schema.ts';

/** @returns false when the queue is empty */
export async function isAnybodyWaiting({ tickets }: Models): Promise<boolean> {
  return (await tickets.exists({}).exec()) !== null;
}

/** @returns whether a session waits under this assignment number */
export async function hasTicket(
  { tickets }: Models,
  { sessionId, number }: { sessionId: string; number: number },
): Promise<boolean> {
  return (await tickets.exists({ _id: sessionId, number }).exec()) !== null;
}

/**
 * Reads the queue by session ID, a part at a time.
 *
 * @param after the last session of the part before; `null` for the first part
 */
export async function ticketsAfter(
  { tickets }: Models,
  after: string | null,
  limit: number,
): Promise<TicketDocument[]> {
  const rest: mongo.Filter<TicketDocument> = after === null ? {} : { _id: { $gt: after } };
  return raw(tickets)
    .find(rest, { sort: { _id: 1 }, limit })
    .toArray();
}
