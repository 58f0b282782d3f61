/** Agents and requests as the tests of assignment need them. */

import type { ReleaseRequest, SearchRequest } from '../../../src/core/effect.ts';
import type { AgentDocument } from '../../../src/store/agents/schema.ts';
import type { Models } from '../../../src/store/connection.ts';

export async function addAgent(
  { agents }: Models,
  _id: string,
  fields: Partial<AgentDocument> = {},
): Promise<void> {
  await agents.create({ _id, name: _id, capacity: 3, presence: 'online', ...fields });
}

/** A search of the session `s<place>`, whose conversation is `c<place>`. */
export function search(place: number, fields: Partial<SearchRequest> = {}): SearchRequest {
  return {
    sessionId: `s${place}`,
    conversationId: `c${place}`,
    channel: 'web',
    skill: null,
    number: 1,
    excluded: [],
    preferredAgentId: null,
    strategy: 'longest_idle',
    queue: true,
    placeMs: 1_000_000 + place,
    ...fields,
  };
}

export function release(place: number, fields: Partial<ReleaseRequest> = {}): ReleaseRequest {
  return {
    sessionId: `s${place}`,
    number: 1,
    agentId: null,
    outcome: 'released',
    awayAfterMisses: 3,
    ...fields,
  };
}

/** Sessions that an agent holds. */
export async function heldBy({ agents }: Models, agentId: string): Promise<string[]> {
  const agent = await agents.findById(agentId).lean();
  return (agent?.held ?? []).filter(({ active }) => active).map(({ sessionId }) => sessionId);
}

/** Sessions with a ticket, in the order of the queue. */
export async function queued({ tickets }: Models): Promise<string[]> {
  const found = await tickets.find().sort({ place: 1 }).lean();
  return found.map(({ _id }) => _id);
}

export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
