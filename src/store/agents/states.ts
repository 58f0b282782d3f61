/** Agents as the rules of assignment see them. */

import { trusted } from 'mongoose';
import type { AgentState } from '../../core/agents/agent-state.ts';
import type { AgentDocument } from './schema.ts';
import type { Models } from '../connection.ts';
import { activeHolds } from './reservation.ts';

export function stateOf(agent: AgentDocument): AgentState {
  return {
    agentId: agent._id,
    presence: agent.presence,
    skills: agent.skills,
    channels: agent.channels,
    capacity: agent.capacity,
    active: activeHolds(agent).length,
    idleSinceMs: Math.max(agent.idleSince?.getTime() ?? 0, agent.presenceSince.getTime()),
    lastAssignedAtMs: agent.lastAssignedAt?.getTime() ?? null,
  };
}

/** Every agent who serves a channel, present or not. */
export async function agentsOn({ agents }: Models, channel: string): Promise<AgentState[]> {
  const found = await agents
    .find({
      deletedAt: null,
      $or: [{ channels: trusted({ $size: 0 }) }, { channels: channel }],
    })
    .lean<AgentDocument[]>();
  return found.map(stateOf);
}

/** One agent; `null` when there is none, or no longer. */
export async function loadAgent({ agents }: Models, agentId: string) {
  return agents.findOne({ _id: agentId, deletedAt: null }).lean<AgentDocument>();
}
