import type { AgentState } from './agent-state.ts';
import type { StrategyRule } from './strategies.ts';

const isIdle = (agent: AgentState): boolean => agent.active === 0;

/**
 * Agents without a session first, by how long ago the last one left or the agent came online; then those with
 * sessions, by how long ago they were given the latest.
 */
export const longestIdle: StrategyRule = {
  compare: (a, b) => {
    if (isIdle(a) !== isIdle(b)) return isIdle(a) ? -1 : 1;
    return isIdle(a)
      ? a.idleSinceMs - b.idleSinceMs
      : (a.lastAssignedAtMs ?? 0) - (b.lastAssignedAtMs ?? 0);
  },
  chosen: (agent) => (isIdle(agent) ? 'longest idle' : 'nobody idle, longest since an assignment'),
};
