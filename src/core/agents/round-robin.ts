import type { StrategyRule } from './strategies.ts';

/** Whoever was given a session the longest ago, or never. */
export const roundRobin: StrategyRule = {
  compare: (a, b) => (a.lastAssignedAtMs ?? 0) - (b.lastAssignedAtMs ?? 0),
  chosen: () => 'next in turn',
};
