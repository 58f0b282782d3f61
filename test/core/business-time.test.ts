import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addOpenTime, openTimeBetween } from '../../src/core/business-time.ts';
import type { Calendar } from '../../src/core/settings.ts';

const MINUTE_MS = 60_000;
/** Long enough for every duration asked for below. */
const HORIZON = 6000;

/** Opening hours on whole minutes, as a list of closed and open stretches. */
const stretches = fc.array(
  fc.record({ closed: fc.integer({ min: 0, max: 90 }), open: fc.integer({ min: 1, max: 90 }) }),
  { minLength: 1, maxLength: 12 },
);

function calendarOf(list: { closed: number; open: number }[]): Calendar {
  let minute = 0;
  const open = list.map(({ closed, open: length }): [number, number] => {
    const from = minute + closed;
    minute = from + length;
    return [from * MINUTE_MS, minute * MINUTE_MS];
  });
  return { open, untilMs: HORIZON * MINUTE_MS };
}

const isOpenIn = (calendar: Calendar, minute: number): boolean =>
  calendar.open.some(([from, to]) => minute * MINUTE_MS >= from && minute * MINUTE_MS < to);

/** Walks minute by minute. */
function slowOpenTime(calendar: Calendar, from: number, to: number): number {
  let count = 0;
  for (let minute = from; minute < to; minute += 1) if (isOpenIn(calendar, minute)) count += 1;
  return count;
}

function slowAdd(calendar: Calendar, from: number, minutes: number): number | null {
  let left = minutes;
  for (let minute = from; minute < HORIZON; minute += 1) {
    if (!isOpenIn(calendar, minute)) continue;
    left -= 1;
    if (left === 0) return minute + 1;
  }
  return null;
}

const minute = fc.integer({ min: 0, max: 1200 });

test('open time between two instants is what a clock counts that stands still when closed', () => {
  fc.assert(
    fc.property(stretches, minute, minute, (list, from, to) => {
      const calendar = calendarOf(list);
      const counted = openTimeBetween(calendar, from * MINUTE_MS, to * MINUTE_MS);
      expect(counted).toBe(slowOpenTime(calendar, from, to) * MINUTE_MS);
    }),
    { numRuns: 300 },
  );
});

test('a deadline is the first instant at which so much open time has passed', () => {
  fc.assert(
    fc.property(stretches, minute, fc.integer({ min: 1, max: 600 }), (list, from, minutes) => {
      const calendar = calendarOf(list);
      const dueMs = addOpenTime(calendar, from * MINUTE_MS, minutes * MINUTE_MS);
      const expected = slowAdd(calendar, from, minutes);
      expect(dueMs).toBe(expected === null ? null : expected * MINUTE_MS);
    }),
    { numRuns: 300 },
  );
});

test('a deadline beyond what the expansion holds is not known yet', () => {
  const calendar = { open: [[0, 1000]] as [number, number][], untilMs: 5000 };
  expect(addOpenTime(calendar, 0, 1001)).toBeNull();
  expect(addOpenTime(calendar, 0, 1000)).toBe(1000);
});

test('without opening hours every hour is open', () => {
  expect(addOpenTime(null, 500, 250)).toBe(750);
  expect(openTimeBetween(null, 500, 750)).toBe(250);
  expect(openTimeBetween(null, 750, 500)).toBe(0);
});
