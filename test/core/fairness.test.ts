import { expect, test } from '@jest/globals';
import type { Strategy } from '../../src/core/settings.ts';
import { fairnessOf } from './support/fair.ts';
import { playShift } from './support/shift.ts';

const STRATEGIES: Strategy[] = ['longest_idle', 'round_robin', 'least_busy'];
const plan = {
  assignments: 1_000,
  capacities: [3, 3, 3, 3, 3],
  load: 7,
  comingAndGoing: 0,
  seed: 1,
};

test.each(STRATEGIES)(
  '%s: every assignment is the one that its definition asks for',
  (strategy) => {
    for (const comingAndGoing of [0, 7]) {
      for (const capacities of [plan.capacities, [1, 2, 3, 5, 8]]) {
        const shift = playShift({ ...plan, strategy, comingAndGoing, capacities });
        expect(fairnessOf(shift, strategy).wrong).toBe(0);
      }
    }
  },
);

test('round robin among agents who are never full: nobody has more than one session more', () => {
  const shift = playShift({ ...plan, strategy: 'round_robin', capacities: [99, 99, 99, 99, 99] });
  const { fewest, most } = fairnessOf(shift, 'round_robin');
  expect(most - fewest).toBeLessThanOrEqual(1);
});
