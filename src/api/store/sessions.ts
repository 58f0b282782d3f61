/** Reads sessions and what happened to them from MongoDB. */

import { trusted, type QueryFilter } from 'mongoose';
import type { Models } from '../../models/connection.ts';
import type { EventDocument } from '../../models/events.ts';
import type { SessionDocument } from '../../models/sessions.ts';
import { pageOf, readCursor } from '../cursor.ts';
import { fieldProblem } from '../problem.ts';
import type { SessionsQuery } from '../schemas/query.ts';
import { z } from '../zod.ts';
import { within } from './database.ts';

type Filter = QueryFilter<SessionDocument>;

interface Page<T> {
  rows: T[];
  nextCursor: string | null;
}

const DEFAULT_ITEMS = 50;
const sessionPlace = z.tuple([z.enum(['createdAt', '-createdAt']), z.int(), z.string()]);
const eventPlace = z.tuple([z.int()]);

/** One session as it was last saved. */
export async function findSession(models: Models, id: string): Promise<SessionDocument | null> {
  return within(models.sessions.findById(id).lean<SessionDocument>().exec());
}

/** Tells what makes a name match, character for character. */
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function filterOf(query: SessionsQuery): Filter {
  const filter: Filter = {};
  if (query.sessionId !== undefined) filter._id = query.sessionId;
  if (query.orderId !== undefined) filter.orderIds = query.orderId;
  if (query.roomId !== undefined) filter.roomId = query.roomId;
  if (query.status !== undefined) filter.status = query.status;
  if (query.agentId !== undefined) filter.agentId = query.agentId;
  if (query.channel !== undefined) filter.channel = query.channel;
  if (query.closeReason !== undefined) filter.closeReason = query.closeReason;
  if (query.settingsVersion !== undefined) filter.settingsVersion = query.settingsVersion;
  if (query.overdue !== undefined)
    filter['wait.overdue'] = query.overdue ? true : trusted({ $ne: true });
  if (query.customerName !== undefined) {
    const $regex = `^${literally(query.customerName)}`;
    filter['customer.name'] = trusted({ $regex, $options: 'i' });
  }
  const created = {
    ...(query.createdAfter === undefined ? {} : { $gt: new Date(query.createdAfter) }),
    ...(query.createdBefore === undefined ? {} : { $lt: new Date(query.createdBefore) }),
  };
  if (Object.keys(created).length > 0) filter.createdAt = trusted(created);
  return filter;
}

function beyond(sort: string, cursor: string): Filter {
  const [sorted, atMs, id] = readCursor(sessionPlace, cursor);
  if (sorted !== sort) {
    throw fieldProblem('cursor', 'invalid_cursor', 'This cursor belongs to another order.');
  }
  const operator = sort === 'createdAt' ? '$gt' : '$lt';
  const createdAt = new Date(atMs);
  return trusted({
    $or: [
      { createdAt: trusted({ [operator]: createdAt }) },
      { createdAt, _id: trusted({ [operator]: id }) },
    ],
  });
}

/**
 * A page of sessions; filters narrow together.
 *
 * @param scope what the caller may see
 */
export async function listSessions(
  models: Models,
  query: SessionsQuery,
  scope: Filter,
): Promise<Page<SessionDocument>> {
  const sort = query.sort ?? '-createdAt';
  const limit = query.limit ?? DEFAULT_ITEMS;
  const direction = sort === 'createdAt' ? 1 : -1;
  const filters: Filter[] = [scope, filterOf(query)];
  if (query.cursor !== undefined) filters.push(beyond(sort, query.cursor));
  const found = await within(
    models.sessions
      .find(trusted({ $and: filters }) as Filter)
      .sort({ createdAt: direction, _id: direction })
      .limit(limit + 1)
      .lean<SessionDocument[]>()
      .exec(),
  );
  return pageOf(found, limit, (session) => [sort, session.createdAt.getTime(), session._id]);
}

/** A page of a session's messages, or of its decisions, in the order in which they were accepted. */
export async function listEvents(
  models: Models,
  what: 'messages' | 'decisions',
  request: { sessionId: string; cursor: string | undefined; limit: number | undefined },
): Promise<Page<EventDocument>> {
  const limit = request.limit ?? DEFAULT_ITEMS;
  const after = request.cursor === undefined ? 0 : readCursor(eventPlace, request.cursor)[0];
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
