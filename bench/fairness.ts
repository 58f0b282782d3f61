/** Ten thousand simulated assignments a strategy, each held against its definition. `npm run bench -- fairness` */

import type { Strategy } from '../src/core/settings.ts';
import { fairnessOf } from '../test/core/support/fair.ts';
import { playShift, type ShiftPlan } from '../test/core/support/shift.ts';
import { openVerdict } from './verdict.ts';

const STRATEGIES: Strategy[] = ['longest_idle', 'round_robin', 'least_busy'];
const EQUAL = Array.from({ length: 10 }, () => 3);
const ENDLESS = EQUAL.map(() => 1_000);

const SHIFTS: [string, Omit<ShiftPlan, 'strategy' | 'assignments' | 'seed'>][] = [
  ['ten who are never full', { capacities: ENDLESS, load: 15, comingAndGoing: 0 }],
  ['ten of capacity 3, half full', { capacities: EQUAL, load: 15, comingAndGoing: 0 }],
  ['ten of capacity 3, nearly full', { capacities: EQUAL, load: 28, comingAndGoing: 0 }],
  [
    'capacities 1 to 10, coming and going',
    { capacities: EQUAL.map((_, index) => index + 1), load: 25, comingAndGoing: 20 },
  ],
];

export function fairness({ assignments }: { assignments: number }): void {
  const verdict = openVerdict();
  for (const [name, plan] of SHIFTS) {
    for (const strategy of STRATEGIES) {
      const shift = playShift({ ...plan, strategy, assignments, seed: 1 });
      const { wrong, fewest, most } = fairnessOf(shift, strategy);
      console.log(
        `${name}, ${strategy}: ${String(shift.assigned.length)} assignments, ${String(wrong)} against the definition; ` +
          `an agent had ${String(fewest)} to ${String(most)} (${String(most - fewest)} apart); ` +
          `${String(shift.turnedAway)} found nobody`,
      );
      verdict.expect(wrong === 0, `${name}, ${strategy}: ${String(wrong)} against the definition`);
      const evenly =
        strategy !== 'round_robin' || plan.capacities !== ENDLESS || most - fewest <= 1;
      verdict.expect(evenly, `${name}: round robin gave somebody two turns more`);
    }
  }
  verdict.give();
}
