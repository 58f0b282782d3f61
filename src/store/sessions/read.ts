/** Reads sessions and what happened to them from MongoDB. */

import { trusted, type QueryFilter } from 'mongoose';
import type { Models } from '../connection.ts';
import type { EventDocument } from '../events/schema.ts';
import type { SessionDocument } from './schema.ts';
import {
  DEFAULT_ITEMS,
  isWhole,
  pageOf,
  readCursor,
  type Page,
  type PageRequest,
} from '../page.ts';
import { within } from '../in-time.ts';

/** One session as it was last saved. */
export async function findSession(models: Models, id: string): Promise<SessionDocument | null> {
  return within(models.sessions.findById(id).lean<SessionDocument>().exec());
}

/** A page of a session's messages, or of its decisions, in the order in which they were accepted. */
export async function listEvents(
  models: Models,
  what: 'messages' | 'decisions',
  request: PageRequest & { sessionId: string },
): Promise<Page<EventDocument>> {
  const limit = request.limit ?? DEFAULT_ITEMS;
  const after = request.cursor === undefined ? 0 : readCursor(request.cursor, isWhole)[0];
  const kind: QueryFilter<EventDocument> =
    what === 'messages' ? { type: 'message.created' } : { reason: trusted({ $ne: null }) };
  const found = await within(
    models.events
      .find({ sessionId: request.sessionId, sequence: trusted({ $gt: after }), ...kind })
      .sort({ sequence: 1 })
      .limit(limit + 1)
      .lean<EventDocument[]>()
      .exec(),
  );
  return pageOf(found, limit, (event) => [event.sequence]);
}

/** A customer's or anybody's message as an earlier run kept it. */
export async function findMessage(
  models: Models,
  conversationId: string,
  messageKey: string,
): Promise<EventDocument | null> {
  return within(
    models.events
      .findOne({ conversationId, messageKey, type: 'message.created' })
      .lean<EventDocument>()
      .exec(),
  );
}

/** Whether a session began with this very message: both carry its instant. */
export async function startedWith(
  models: Models,
  sessionId: string,
  sequence: number,
): Promise<boolean> {
  const [first, second] = await within(
    models.events
      .find({ sessionId, sequence: trusted({ $in: [1, sequence] }) })
      .sort({ sequence: 1 })
      .lean<EventDocument[]>()
      .exec(),
  );
  return first !== undefined && second !== undefined && first.at.getTime() === second.at.getTime();
}

/** The open session of a conversation, as last saved. */
export async function findOpenSession(
  models: Models,
  conversationId: string,
): Promise<SessionDocument | null> {
  return within(
    models.sessions
      .findOne({ conversationId, status: trusted({ $ne: 'closed' }) })
      .sort({ createdAt: -1, _id: -1 })
      .lean<SessionDocument>()
      .exec(),
  );
}

/** The session of a conversation that has no successor, as last saved. */
export async function latestSession(
  models: Models,
  conversationId: string,
): Promise<SessionDocument | null> {
  return within(
    models.sessions
      .findOne({ conversationId, nextSessionId: null })
      .sort({ createdAt: -1, _id: -1 })
      .lean<SessionDocument>()
      .exec(),
  );
}
