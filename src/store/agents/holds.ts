/** Agents and their holds as the schedules look at them. */

import { trusted } from 'mongoose';
import { unavailable } from '../../core/agents/candidates.ts';
import type { AgentState } from '../../core/agents/agent-state.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';
import { activeHolds, type Hold } from './reservation.ts';
import { heldKey, type AgentDocument, type Held } from './schema.ts';
import { stateOf } from './states.ts';

/** A hold with the agent who has it. */
export type AgentHold = Held & { agentId: string };

/** All holds that are active, by session. */
export async function holdsBySession({ agents }: Models): Promise<Map<string, AgentHold[]>> {
  const bySession = new Map<string, AgentHold[]>();
  const holding = { kind: 'agent', held: { $elemMatch: { active: true } } } as const;
  const found = await raw(agents)
    .find(holding, { projection: { held: 1 } })
    .toArray();
  for (const agent of found) {
    for (const hold of activeHolds(agent)) {
      const others = bySession.get(hold.sessionId) ?? [];
      bySession.set(hold.sessionId, [...others, { ...hold, agentId: agent._id }]);
    }
  }
  return bySession;
}

/**
 * Gives an agent a hold whatever the agent's room and presence.
 *
 * @returns false when there is no such agent, or the number is held or was released before
 */
export async function addHold({ agents }: Models, agentId: string, hold: Hold): Promise<boolean> {
  const { sessionId, conversationId, number } = hold;
  const key = heldKey(sessionId, number);
  const held: Held = {
    ...{ key, sessionId, conversationId, number },
    ...{ active: true, accepted: false, at: new Date() },
  };
  try {
    const { matchedCount } = await raw(agents).updateOne(
      { _id: agentId, kind: 'agent', 'held.key': { $ne: key } },
      { $push: { held } },
    );
    return matchedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** An agent, removed or not; `null` when there never was one. */
export async function anyAgent({ agents }: Models, agentId: string): Promise<AgentDocument | null> {
  return agents.findOne({ _id: agentId }).lean<AgentDocument>();
}

/** Agents who could be given a session now. */
export async function agentsWithRoom({ agents }: Models): Promise<AgentState[]> {
  const online = await agents
    .find({ deletedAt: null, presence: 'online', capacity: trusted({ $gt: 0 }) })
    .lean<AgentDocument[]>();
  return online.map(stateOf).filter((agent) => unavailable(agent) === null);
}
