import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import type { BusinessHours, DayInterval } from '../../src/core/settings.ts';
import { WEEKDAYS } from '../../src/core/settings.ts';
import { businessHoursProblems, expandCalendar } from '../../src/calendar/expansion.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const everyDay = (timeZone: string, ...intervals: DayInterval[]): BusinessHours => ({
  timeZone,
  weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, intervals])),
  holidays: [],
});

function open(hours: BusinessHours, from: string, until: string): string[] {
  const calendar = expandCalendar(hours, Date.parse(from), Date.parse(until));
  return calendar.open
    .map((span) => span.map((ms) => new Date(ms).toISOString()).join(' '))
    .map((text) => text.replaceAll(':00.000Z', 'Z'));
}

const berlin = (from: string, to: string) => everyDay('Europe/Berlin', { from, to });

test('hours are those of the wall clock, before and after the clocks change', () => {
  expect(open(berlin('09:00', '17:00'), '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([
    '2026-03-28T08:00Z 2026-03-28T16:00Z',
    '2026-03-29T07:00Z 2026-03-29T15:00Z',
  ]);
});

test('an hour that the clock skips is not open time', () => {
  expect(open(berlin('01:00', '04:00'), '2026-03-29T00:00Z', '2026-03-29T12:00Z')).toEqual([
    '2026-03-29T00:00Z 2026-03-29T02:00Z',
  ]);
  expect(open(berlin('02:15', '02:45'), '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual([]);
});

test('an hour that the clock shows twice is open twice', () => {
  expect(open(berlin('01:00', '04:00'), '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual([
    '2026-10-24T23:00Z 2026-10-25T03:00Z',
  ]);
  expect(open(berlin('02:15', '02:45'), '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual([
    '2026-10-25T00:15Z 2026-10-25T00:45Z',
    '2026-10-25T01:15Z 2026-10-25T01:45Z',
  ]);
});

test('an interval may run over midnight, and one to its own beginning lasts a day', () => {
  expect(open(berlin('22:00', '02:00'), '2026-01-05T12:00Z', '2026-01-06T12:00Z')).toEqual([
    '2026-01-05T21:00Z 2026-01-06T01:00Z',
  ]);
  expect(open(berlin('00:00', '00:00'), '2026-01-05T00:00Z', '2026-01-08T00:00Z')).toEqual([
    '2026-01-05T00:00Z 2026-01-08T00:00Z',
  ]);
});

test('a holiday replaces what begins on it, and leaves what runs into it', () => {
  const hours = { ...berlin('20:00', '02:00'), holidays: [{ date: '2026-01-06' }] };
  expect(open(hours, '2026-01-05T12:00Z', '2026-01-08T00:00Z')).toEqual([
    '2026-01-05T19:00Z 2026-01-06T01:00Z',
    '2026-01-07T19:00Z 2026-01-08T00:00Z',
  ]);
  const short = { date: '2026-01-06', intervals: [{ from: '10:00', to: '11:00' }] };
  expect(open({ ...hours, holidays: [short] }, '2026-01-06T02:00Z', '2026-01-07T00:00Z')).toEqual([
    '2026-01-06T09:00Z 2026-01-06T10:00Z',
  ]);
});

test('a zone whose clocks change at midnight, and one that skipped a whole day', () => {
  expect(
    open(
      everyDay('Africa/Cairo', { from: '00:00', to: '02:00' }),
      '2026-04-23T12:00Z',
      '2026-04-24T12:00Z',
    ),
  ).toEqual(['2026-04-23T22:00Z 2026-04-23T23:00Z']);
  expect(
    open(
      everyDay('Pacific/Apia', { from: '09:00', to: '10:00' }),
      '2011-12-29T00:00Z',
      '2012-01-01T00:00Z',
    ),
  ).toEqual([
    '2011-12-29T19:00Z 2011-12-29T20:00Z',
    '2011-12-30T19:00Z 2011-12-30T20:00Z',
    '2011-12-31T19:00Z 2011-12-31T20:00Z',
  ]);
});

const time = fc
  .integer({ min: 0, max: 95 })
  .map(
    (n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`,
  );
const intervals = fc.array(fc.record({ from: time, to: time }), { maxLength: 3 });
const changes = [
  '2026-03-29',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '2026-04-05',
  '2026-06-15',
];

const arbitraryHours: fc.Arbitrary<BusinessHours> = fc.record({
  timeZone: fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ),
  weekly: fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, intervals])), {
    requiredKeys: [],
  }),
  holidays: fc.array(fc.record({ date: fc.constantFrom(...changes), intervals }), { maxLength: 2 }),
});

/** Asks a minute at a time whether the wall clock shows an opening hour. */
function isOpen(hours: BusinessHours, ms: number): boolean {
  const wall = new Date(ms + IANAZone.create(hours.timeZone).offset(ms) * MINUTE_MS);
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const on = (daysBack: number): [number, number][] => {
    const date = new Date(wall.getTime() - daysBack * DAY_MS);
    const holidays = hours.holidays.filter((each) => each.date === date.toISOString().slice(0, 10));
    const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7]!;
    const all =
      holidays.length > 0
        ? holidays.flatMap((each) => each.intervals ?? [])
        : hours.weekly[weekday];
    return (all ?? []).map(({ from, to }) => [minutes(from), minutes(to)]);
  };
  return (
    on(0).some(([from, to]) => (to > from ? minute >= from && minute < to : minute >= from)) ||
    on(1).some(([from, to]) => to <= from && minute < to)
  );
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

test('the expansion is what asking minute by minute finds', () => {
  fc.assert(
    fc.property(arbitraryHours, fc.constantFrom(...changes), (hours, date) => {
      const fromMs = Date.parse(`${date}T00:00Z`) - DAY_MS;
      const untilMs = fromMs + 3 * DAY_MS;
      const calendar = expandCalendar(hours, fromMs, untilMs);
      for (let ms = fromMs; ms < untilMs; ms += MINUTE_MS) {
        const expanded = calendar.open.some(([from, to]) => from <= ms && ms < to);
        if (expanded !== isOpen(hours, ms)) throw new Error(new Date(ms).toISOString());
      }
      for (const [index, [from, to]] of calendar.open.entries()) {
        expect(from).toBeLessThan(to);
        expect(from).toBeGreaterThan(calendar.open[index - 1]?.[1] ?? 0);
      }
    }),
    { numRuns: 60 },
  );
});

test('hours that open on one day a year are enough; hours that never do, and unknown zones, are refused', () => {
  const nowMs = Date.parse('2026-06-01T00:00Z');
  const never: BusinessHours = { timeZone: 'Europe/Berlin', weekly: {}, holidays: [] };
  const once = [{ date: '2027-05-30', intervals: [{ from: '10:00', to: '10:01' }] }];
  expect(businessHoursProblems(null, nowMs)).toEqual([]);
  expect(businessHoursProblems({ ...never, holidays: once }, nowMs)).toEqual([]);
  expect(businessHoursProblems(never, nowMs)).toMatchObject([{ code: 'never_opens' }]);
  expect(businessHoursProblems({ ...never, timeZone: 'Mars/Base' }, nowMs)).toMatchObject([
    { path: 'businessHours.timeZone', code: 'unknown_time_zone' },
  ]);
});
