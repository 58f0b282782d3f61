/** Retries come after 5, 10, 20 … seconds, doubling to six hours, over three days, and later when asked for. */

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { retryInMs } from '../../src/activities/webhooks/retry-plan.ts';

const HOUR_MS = 3_600_000;
const nowMs = Date.parse('2026-01-31T09:00:00Z');
const failed = (changes: Partial<Parameters<typeof retryInMs>[0]> = {}) => ({
  ...{ attempt: 1, elapsedMs: 0, status: 500, retryAfter: null },
  ...changes,
});
const plan = (changes: Parameters<typeof failed>[0], random = 0): number | null =>
  retryInMs(failed(changes), { nowMs, random });

test('each wait is twice the one before, up to six hours', () => {
  const seconds = Array.from({ length: 15 }, (_, index) => plan({ attempt: index + 1 })! / 1_000);
  expect(seconds).toEqual([
    ...[5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480],
    ...[21_600, 21_600],
  ]);
});

test('jitter never makes it earlier, nor more than a fifth later', () => {
  const inputs = [fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true })];
  fc.assert(
    fc.property(...(inputs as [fc.Arbitrary<number>, fc.Arbitrary<number>]), (attempt, random) => {
      const least = plan({ attempt })!;
      const ms = plan({ attempt }, random)!;
      return ms >= least && ms <= least * 1.2 + 1;
    }),
  );
});

test('a series ends where the next attempt would come after three days', () => {
  const waits: number[] = [];
  let elapsedMs = 0;
  for (let attempt = 1; ; attempt += 1) {
    const ms = plan({ attempt, elapsedMs });
    if (ms === null) break;
    waits.push(ms);
    elapsedMs += ms;
  }
  expect(elapsedMs).toBeLessThanOrEqual(72 * HOUR_MS);
  expect(elapsedMs).toBeGreaterThan(66 * HOUR_MS);
  expect(waits).toHaveLength(23);
});

test.each([
  [429, '120', 120_000],
  [503, '120', 120_000],
  [429, 'Sat, 31 Jan 2026 09:10:00 GMT', 600_000],
  // Earlier than the plan, in the past, unreadable, not to be believed
  [429, '1', 5_000],
  [429, 'Sat, 31 Jan 2026 08:00:00 GMT', 5_000],
  [429, 'soon', 5_000],
  [429, '-7', 5_000],
  [429, '999999999', 6 * HOUR_MS],
  [500, '120', 5_000],
])('status %d with Retry-After %s waits %d ms', (status, retryAfter, ms) => {
  expect(plan({ status, retryAfter })).toBe(ms);
});
