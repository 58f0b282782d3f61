/** A conversation as its customer reads it. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { EventDocument } from './schema.ts';
import { within } from '../in-time.ts';

/** Behind the last message of a session, or before its first (0). */
export type ReadPlace = readonly [sessionId: string, sequence: number];

const PAGE = 200;

/**
 * Messages younger than this are read again: they may still be saved in another order than they have, and a decision
 * may be made anew.
 */
const SETTLED_MS = 10_000;

/** Sorts after every session ID of the conversation, and before those of others. */
const endOf = (conversationId: string): string => `${conversationId}.`;

/**
 * The public messages behind a place, over all later sessions of the conversation.
 *
 * @param nowMs epoch milliseconds
 * @returns beside them the place to go on from, which repeats the latest ones
 */
export async function messagesFrom(
  { events }: Models,
  conversationId: string,
  [sessionId, sequence]: ReadPlace,
  nowMs: number,
): Promise<{ messages: EventDocument[]; place: ReadPlace }> {
  const behind = [
    { sessionId, sequence: trusted({ $gt: sequence }) },
    { sessionId: trusted({ $gt: sessionId, $lt: endOf(conversationId) }) },
  ];
  const messages = await within(
    events
      .find({ type: 'message.created', 'message.visibility': 'public', $or: behind } as never)
      .sort({ sessionId: 1, sequence: 1 })
      .limit(PAGE)
      .lean<EventDocument[]>()
      .exec(),
  );
  const settled = messages.filter(({ processedAt }) => processedAt.getTime() < nowMs - SETTLED_MS);
  const last = messages.length === PAGE ? messages.at(-1) : settled.at(-1);
  return { messages, place: last ? [last.sessionId, last.sequence] : [sessionId, sequence] };
}

/** The names by which customers know agents. */
export async function agentNames(
  { agents }: Models,
  messages: EventDocument[],
): Promise<Map<string, string>> {
  const ids = messages.flatMap(({ message }) =>
    message?.author.type === 'agent' ? [message.author.id] : [],
  );
  if (ids.length === 0) return new Map();
  const wanted = { _id: trusted({ $in: [...new Set(ids)] }) };
  const found = await within(agents.find(wanted, { name: 1 }).lean().exec());
  return new Map(found.map(({ _id, name }) => [_id, name]));
}
