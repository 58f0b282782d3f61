/** What each strategy promises, written down a second time, without the code that keeps it. */

import type { AgentState } from '../../../src/core/agents/agent-state.ts';
import type { Strategy } from '../../../src/core/settings.ts';
import type { Assigned, Shift } from './shift.ts';

const lowest = (agents: AgentState[], of: (agent: AgentState) => number): AgentState[] => {
  const least = Math.min(...agents.map(of));
  return agents.filter((agent) => of(agent) === least);
};
const turn = (agent: AgentState): number => agent.lastAssignedAtMs ?? -1;

/** Who may be first, before ties go by ID. */
const FIRST: Record<Strategy, (free: AgentState[]) => AgentState[]> = {
  round_robin: (free) => lowest(free, turn),
  least_busy: (free) => lowest(free, ({ active }) => active),
  longest_idle: (free) => {
    const idle = free.filter(({ active }) => active === 0);
    return idle.length > 0 ? lowest(idle, ({ idleSinceMs }) => idleSinceMs) : lowest(free, turn);
  },
};

/** Whether an assignment is the one that the strategy's definition asks for. */
function isRight({ agentId, agents }: Assigned, strategy: Strategy): boolean {
  const free = agents.filter(
    ({ presence, active, capacity }) => presence === 'online' && active < capacity,
  );
  const [first] = FIRST[strategy](free)
    .map((agent) => agent.agentId)
    .sort();
  return first === agentId;
}

export interface Fairness {
  /** Assignments that the definition would have made otherwise. */
  wrong: number;
  fewest: number;
  most: number;
}

/** Counts a shift's assignments for each agent, and judges every one. */
export function fairnessOf({ assigned }: Shift, strategy: Strategy): Fairness {
  const counts = new Map(assigned[0]?.agents.map(({ agentId }) => [agentId, 0]));
  for (const { agentId } of assigned) counts.set(agentId, (counts.get(agentId) ?? 0) + 1);
  return {
    wrong: assigned.filter((each) => !isRight(each, strategy)).length,
    fewest: Math.min(...counts.values()),
    most: Math.max(...counts.values()),
  };
}
