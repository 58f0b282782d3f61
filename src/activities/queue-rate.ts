/** Remembers how fast a line of the queue is served, in one small write each time. */

import { heldKey } from '../models/agents.ts';
import type { Models } from '../models/connection.ts';
import { isDuplicateKey } from '../models/errors.ts';
import { lineKey, SERVED_REMEMBERED } from '../models/queue-rates.ts';
import { raw } from '../models/raw.ts';
import type { TicketDocument } from '../models/tickets.ts';

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
