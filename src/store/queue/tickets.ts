/** Tickets: who waits for an agent, in order. */

import type { AgentState } from '../../core/agents/agent-state.ts';
import type { SearchRequest } from '../../core/effect.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';
import type { TicketDocument } from './ticket-schema.ts';

/** What a ticket is written from. */
export type TicketRequest = Pick<
  SearchRequest,
  'sessionId' | 'conversationId' | 'channel' | 'skill' | 'number' | 'excluded' | 'placeMs'
>;

/** Writes a session's ticket; one for a later assignment number is never overwritten. */
export async function writeTicket({ tickets }: Models, request: TicketRequest): Promise<void> {
  const { sessionId, conversationId, channel, skill, number } = request;
  const fields: Omit<TicketDocument, '_id'> = {
    ...{ conversationId, channel, skill, number },
    place: new Date(request.placeMs),
    excluded: request.excluded.map(({ agentId }) => agentId),
  };
  const write = (upsert: boolean) =>
    raw(tickets).updateOne(
      { _id: sessionId, number: { $lte: number } },
      { $set: fields },
      { upsert },
    );
  try {
    await write(true);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await write(false);
  }
}

/**
 * Removes a session's ticket for an assignment number. Neither a later nor an earlier one: a session in the queue keeps
 * its place when the reservation of a named agent, whose number is higher, comes to nothing.
 */
export async function removeTicket(
  { tickets }: Models,
  { sessionId, number }: { sessionId: string; number: number },
): Promise<void> {
  await raw(tickets).deleteOne({ _id: sessionId, number });
}

export interface TicketSearch {
  /** Sessions to pass by. */
  except: string[];
  /** Pass by sessions that tried this agent in their round already. */
  keepRounds: boolean;
  /** Only those before this place in the queue. */
  beforeMs?: number;
}

/** The ticket that has waited longest among those the agent may serve. */
export async function oldestTicket(
  { tickets }: Models,
  agent: Pick<AgentState, 'agentId' | 'channels' | 'skills'>,
  { except, keepRounds, beforeMs }: TicketSearch,
): Promise<TicketDocument | null> {
  return raw(tickets).findOne(
    {
      skill: { $in: [null, ...agent.skills] },
      ...(agent.channels.length > 0 && { channel: { $in: agent.channels } }),
      ...(except.length > 0 && { _id: { $nin: except } }),
      ...(keepRounds && { excluded: { $ne: agent.agentId } }),
      ...(beforeMs !== undefined && { place: { $lt: new Date(beforeMs) } }),
    },
    { sort: { place: 1, _id: 1 } },
  );
}

/** The tickets of some sessions. */
export async function ticketsOf(
  { tickets }: Models,
  sessionIds: string[],
): Promise<TicketDocument[]> {
  if (sessionIds.length === 0) return [];
  return raw(tickets)
    .find({ _id: { $in: sessionIds } })
    .toArray();
}

/** Whether anybody has waited since before a place in the queue. */
export async function isAnybodyBefore({ tickets }: Models, placeMs: number): Promise<boolean> {
  const found = await raw(tickets).findOne(
    { place: { $lt: new Date(placeMs) } },
    { projection: { _id: 1 } },
  );
  return found !== null;
}
