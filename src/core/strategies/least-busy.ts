import type { StrategyRule } from './strategy.ts';

/** Whoever has the fewest sessions. */
export const leastBusy: StrategyRule = {
  compare: (a, b) => a.active - b.active,
  chosen: (agent) => `least busy (${agent.active} of ${agent.capacity})`,
};
