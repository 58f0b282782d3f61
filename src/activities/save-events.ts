/** Events under their numbers: what was decided last stays, and a conversation keeps a message once. */

import type { mongo } from 'mongoose';
import type { SessionView } from '../core/view.ts';
import type { Models } from '../models/connection.ts';
import { duplicatesOf, isDuplicateKey } from '../models/errors.ts';
import type { EventDocument } from '../models/events.ts';
import { raw } from '../models/raw.ts';
import type { ActivityContext } from './context.ts';

type Events = mongo.Collection<EventDocument>;

/** Inserts what is new in one go. What is there already is looked at one by one, in the order of the numbers. */
export async function saveEvents(
  { models, log }: Pick<ActivityContext, 'models' | 'log'>,
  events: EventDocument[],
): Promise<void> {
  if (events.length === 0) return;
  const collection = raw(models.events);
  try {
    await collection.insertMany(events, { ordered: false });
  } catch (error) {
    const indexes = duplicatesOf(error).map(({ index }) => index);
    const refused = indexes.toSorted((a, b) => a - b).flatMap((index) => events[index] ?? []);
    const together = new Set(events.map(({ _id }) => _id));
    for (const event of refused) {
      if (await settle(collection, event, together)) continue;
      const facts = { event: event._id };
      log.warn(facts, 'The conversation keeps this message already: the event was left out');
    }
  }
}

/** Another place in the conversation may hold the message, and be moved out of the way once. */
const TRIES = 3;

/**
 * Puts an event under its number, unless what is there was decided later.
 *
 * @param together IDs saved in the same batch
 * @returns false when the conversation keeps the message for good elsewhere
 */
async function settle(
  events: Events,
  event: EventDocument,
  together: ReadonlySet<string>,
): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      if (await replace(events, event)) return true;
      await events.insertOne(event);
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      if (!(await removeStale(events, event, together))) return isThere(events, event);
    }
  }
  return isThere(events, event);
}

/** @returns whether there is an event under this number now: this one, or one decided later */
async function replace(events: Events, event: EventDocument): Promise<boolean> {
  const { _id, processedAt, type, message } = event;
  const another = [
    { type: { $ne: type } },
    { 'message.messageId': { $ne: message?.messageId ?? null } },
  ];
  const decidedEarlier = {
    $or: [{ processedAt: { $lt: processedAt } }, { processedAt, $or: another }],
  };
  const { matchedCount } = await events.replaceOne({ _id, ...decidedEarlier }, event);
  return matchedCount > 0 || isThere(events, event);
}

const isThere = async (events: Events, { _id }: EventDocument): Promise<boolean> =>
  (await events.countDocuments({ _id }, { limit: 1 })) > 0;

/**
 * Removes the message from another number of the session that an earlier, lost decision gave it. A lower number is
 * such only when this batch fills it anew; else the session kept the message there, long ago.
 */
async function removeStale(
  events: Events,
  { _id, conversationId, sessionId, sequence, message, processedAt }: EventDocument,
  together: ReadonlySet<string>,
): Promise<boolean> {
  if (message === null) return false;
  const { messageId } = message;
  const holder = await events.findOne(
    { conversationId, 'message.messageId': messageId, type: 'message.created', _id: { $ne: _id } },
    { projection: { sessionId: 1, sequence: 1, processedAt: 1 } },
  );
  if (holder?.sessionId !== sessionId || holder.processedAt > processedAt) return false;
  if (holder.sequence < sequence && !together.has(holder._id)) return false;
  await events.deleteOne({ _id: holder._id, processedAt: holder.processedAt });
  return true;
}

/** Removes events beyond a session's latest, which a lost decision left behind. */
export async function removeUndecided(models: Models, view: SessionView): Promise<void> {
  await raw(models.events).deleteMany({
    sessionId: view.id,
    sequence: { $gt: view.sequence },
    processedAt: { $lt: new Date(view.processedAtMs) },
  });
}
