import type { StrategyRule } from './strategies.ts';

/** Whoever has the fewest sessions. */
export const leastBusy: StrategyRule = {
  compare: (a, b) => a.active - b.active,
  chosen: (agent) => `least busy (${agent.active} of ${agent.capacity})`,
};
