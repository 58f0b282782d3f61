/** Deadlines in open time, beside an oracle that looks at the wall clock minute by minute. */

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addOpenTime } from '../../src/core/business-time.ts';
import type { BusinessHours } from '../../src/core/settings.ts';
import { expandCalendar } from '../../src/calendar/expansion.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HORIZON_DAYS = 6;
/** Clocks go forward, or back, on these days; the last is a day like others. */
const DAYS: [string, string][] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Asia/Kathmandu', '2026-06-15'],
];

const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

/** Weekday, date and minute of the day that the wall shows. */
function wallAt(clock: Intl.DateTimeFormat, ms: number) {
  const parts = Object.fromEntries(
    clock.formatToParts(ms).map(({ type, value }) => [type, value]),
  ) as Record<string, string>;
  return {
    weekday: (parts['weekday'] ?? '').toLowerCase() as keyof BusinessHours['weekly'],
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

const OPENS = 8 * 60 + 30;
const CLOSES = 17 * 60;
const hoursIn = (timeZone: string, holiday: string): BusinessHours => {
  const daily = [{ from: '08:30', to: '17:00' }];
  const weekly = {
    monday: daily,
    tuesday: daily,
    wednesday: daily,
    // Over midnight, into the days on which clocks change.
    saturday: [{ from: '22:00', to: '04:00' }],
    sunday: daily,
  };
  return { timeZone, weekly, holidays: [{ date: holiday }] };
};

/** Written down a second time, without the calendar. */
function isOpen(clock: Intl.DateTimeFormat, ms: number, holiday: string): boolean {
  const { weekday, date, minute } = wallAt(clock, ms);
  const isDaily = ['sunday', 'monday', 'tuesday', 'wednesday'].includes(weekday);
  if (isDaily && date !== holiday && minute >= OPENS && minute < CLOSES) return true;
  if (weekday === 'saturday' && date !== holiday && minute >= 22 * 60) return true;
  if (weekday !== 'sunday' || minute >= 4 * 60) return false;
  // Since Saturday night: a holiday closes what begins on it.
  return wallAt(clock, ms - 12 * 3_600_000).date !== holiday;
}

test.each(DAYS)(
  'a deadline around a change of the clocks is where so many open minutes have passed: %s, %s',
  (timeZone, date) => {
    const clock = clockOf(timeZone);
    const aroundMs = Date.parse(`${date}T00:00Z`) - 2 * DAY_MS;
    const untilMs = aroundMs + HORIZON_DAYS * DAY_MS;
    const holidays = [-2, -1, 0, 1].map((days) =>
      new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10),
    );
    const start = fc.integer({ min: 0, max: 3 * 24 * 60 });
    const length = fc.integer({ min: 1, max: 40 * 60 });
    fc.assert(
      fc.property(start, length, fc.constantFrom(...holidays), (fromMinutes, minutes, holiday) => {
        const fromMs = aroundMs + fromMinutes * MINUTE_MS;
        const calendar = expandCalendar(hoursIn(timeZone, holiday), aroundMs, untilMs);
        let left = minutes;
        let ms = fromMs;
        for (; left > 0 && ms < untilMs; ms += MINUTE_MS)
          left -= isOpen(clock, ms, holiday) ? 1 : 0;
        // Beyond the horizon nothing is known yet, rather than something wrong.
        expect(addOpenTime(calendar, fromMs, minutes * MINUTE_MS)).toBe(left > 0 ? null : ms);
      }),
      { numRuns: 12 },
    );
  },
);
