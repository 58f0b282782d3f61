/** Events under their numbers: what was decided last stays, and a conversation keeps a message once. */

import type { mongo } from 'mongoose';
import type { SessionView } from '../../core/view.ts';
import type { Models } from '../connection.ts';
import { duplicatesOf, isDuplicateKey } from '../errors.ts';
import type { EventDocument } from './schema.ts';
import { raw } from '../raw.ts';

type Events = mongo.Collection<EventDocument>;

/**
 * Inserts new events in one go, and looks at those that are there already one by one, in the order of the numbers.
 *
 * @returns IDs of the events that were left out, because the conversation keeps their message already
 */
export async function saveEvents(models: Models, events: EventDocument[]): Promise<string[]> {
  const leftOut: string[] = [];
  if (events.length === 0) return leftOut;
  const collection = raw(models.events);
  try {
    await collection.insertMany(events, { ordered: false });
  } catch (error) {
    const indexes = duplicatesOf(error).map(({ index }) => index);
    const refused = indexes.toSorted((a, b) => a - b).flatMap((index) => events[index] ?? []);
    const together = new Set(events.map(({ _id }) => _id));
    let isDecidedAgain = false;
    for (const event of refused) {
      const outcome = await settle(collection, event, together);
      isDecidedAgain ||= outcome !== 'repeated';
      if (outcome === 'left out') leftOut.push(event._id);
    }
    if (isDecidedAgain && refused[0]) await removeOvertaken(collection, refused[0]);
  }
  return leftOut;
}

/**
 * Removes events of a decision that was lost before its projection was saved, or that arrives only now. Numbers
 * and the instants of their decisions ascend together, so an event decided before one of a lower number was not kept.
 */
async function removeOvertaken(
  events: Events,
  { sessionId, sequence }: Pick<EventDocument, 'sessionId' | 'sequence'>,
): Promise<void> {
  const saved = await events
    .find(
      { sessionId, sequence: { $gte: sequence } },
      { projection: { processedAt: 1 }, sort: { sequence: 1 } },
    )
    .toArray();
  let latest = new Date(0);
  for (const { _id, processedAt } of saved) {
    if (processedAt < latest) await events.deleteOne({ _id, processedAt });
    else latest = processedAt;
  }
}

/** Another place in the conversation may hold the message, and be moved out of the way once. */
const TRIES = 3;

/**
 * `repeated`: this very event was there. `decided again`: another decision had taken the number or the message, and the
 * later of both is there now. `left out`: the conversation keeps the message for good elsewhere.
 */
type Outcome = 'repeated' | 'decided again' | 'left out';

/**
 * Puts an event under its number, unless what is there was decided later.
 *
 * @param together IDs saved in the same batch
 */
async function settle(
  events: Events,
  event: EventDocument,
  together: ReadonlySet<string>,
): Promise<Outcome> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      const outcome = await replace(events, event);
      if (outcome) return outcome;
      await events.insertOne(event);
      return 'decided again';
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      if (!(await removeStale(events, event, together))) break;
    }
  }
  return (await findKept(events, event)) ? 'decided again' : 'left out';
}

/** @returns the outcome for the event under this number; `null` when there is none yet */
async function replace(events: Events, event: EventDocument): Promise<Outcome | null> {
  const { _id, processedAt, type, message } = event;
  const another = [
    { type: { $ne: type } },
    { 'message.messageId': { $ne: message?.messageId ?? null } },
  ];
  const decidedEarlier = {
    $or: [{ processedAt: { $lt: processedAt } }, { processedAt, $or: another }],
  };
  const { matchedCount } = await events.replaceOne({ _id, ...decidedEarlier }, event);
  if (matchedCount > 0) return 'decided again';
  const kept = await findKept(events, event);
  return kept && (kept.processedAt > processedAt ? 'decided again' : 'repeated');
}

const findKept = (
  events: Events,
  { _id }: EventDocument,
): Promise<Pick<EventDocument, 'processedAt'> | null> =>
  events.findOne({ _id }, { projection: { processedAt: 1 } });

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
