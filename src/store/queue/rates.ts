/** Remembers how fast a line of the queue is served, in one small write each time. */

import { heldKey } from '../agents/schema.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { lineKey, SERVED_REMEMBERED } from './rate-schema.ts';
import { raw } from '../raw.ts';
import type { TicketDocument } from './ticket-schema.ts';

/** Notes that a ticket was served now; once for each assignment number, however often it is told. */
export async function noteServed(
  { queueRates }: Models,
  { _id, channel, skill, number }: Pick<TicketDocument, '_id' | 'channel' | 'skill' | 'number'>,
): Promise<void> {
  const key = heldKey(_id, number);
  try {
    await raw(queueRates).updateOne(
      { _id: lineKey(channel, skill), 'served.key': { $ne: key } },
      { $push: { served: { $each: [{ key, at: new Date() }], $slice: -SERVED_REMEMBERED } } },
      { upsert: true },
    );
  } catch (error) {
    // It is noted already, or somebody has just begun this line: an estimate does without one of many.
    if (!isDuplicateKey(error)) throw error;
  }
}
