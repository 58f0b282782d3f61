/** Opening hours as absolute instants. Time-zone data is needed here and nowhere else. */

import { IANAZone } from 'luxon';
import { WEEKDAYS, type BusinessHours, type Calendar, type DayInterval } from '../core/settings.ts';
import type { SettingsProblem } from '../core/settings-rules.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** No zone changes its offset twice in so short a time. */
const OFFSET_SAMPLE_MS = 3 * HOUR_MS;
/** A calendar must open once in so many days. */
const HORIZON_DAYS = 366;

/** `[from, to)` in milliseconds, absolute or on the wall clock. */
type Span = [fromMs: number, toMs: number];

/** A stretch of time in which the zone's offset from UTC stays the same. */
interface Stretch {
  fromMs: number;
  toMs: number;
  offsetMs: number;
}

/**
 * The instants at which a wall clock in the zone shows a time within opening hours. So an hour that the clock skips is
 * not open time, and one that it shows twice is open twice. An interval belongs to the date on which it begins: a
 * holiday replaces what would begin on it, and leaves alone what runs into it over midnight.
 *
 * @param fromMs first instant of the expansion: open time before it is left out
 * @param untilMs the expansion is complete up to here
 * @throws RangeError when the time zone is unknown
 */
export function expandCalendar(hours: BusinessHours, fromMs: number, untilMs: number): Calendar {
  const zone = IANAZone.create(hours.timeZone);
  if (!zone.isValid) throw new RangeError('unknown time zone');
  const open: Span[] = [];
  for (const stretch of stretches(zone, fromMs, untilMs)) {
    for (const [wallFromMs, wallToMs] of openOnWallClock(hours, stretch)) {
      const startMs = Math.max(wallFromMs - stretch.offsetMs, stretch.fromMs);
      const endMs = Math.min(wallToMs - stretch.offsetMs, stretch.toMs);
      if (startMs < endMs) open.push([startMs, endMs]);
    }
  }
  return { open: merged(open), untilMs };
}

function stretches(zone: IANAZone, fromMs: number, untilMs: number): Stretch[] {
  const offsetAt = (ms: number): number => zone.offset(ms) * MINUTE_MS;
  const found: Stretch[] = [];
  let current = { fromMs, toMs: untilMs, offsetMs: offsetAt(fromMs) };
  for (let ms = fromMs; ms < untilMs; ms += OFFSET_SAMPLE_MS) {
    const nextMs = Math.min(ms + OFFSET_SAMPLE_MS, untilMs);
    if (offsetAt(nextMs) === current.offsetMs) continue;
    const changeMs = firstChange(offsetAt, ms, nextMs);
    found.push({ ...current, toMs: changeMs });
    current = { fromMs: changeMs, toMs: untilMs, offsetMs: offsetAt(nextMs) };
  }
  found.push(current);
  return found;
}

/** The first millisecond after `beforeMs` with another offset, found by halving. */
function firstChange(offsetAt: (ms: number) => number, beforeMs: number, afterMs: number): number {
  let [lowMs, highMs] = [beforeMs, afterMs];
  while (highMs - lowMs > 1) {
    const middleMs = Math.floor((lowMs + highMs) / 2);
    if (offsetAt(middleMs) === offsetAt(beforeMs)) lowMs = middleMs;
    else highMs = middleMs;
  }
  return highMs;
}

/** Opening hours of every date the wall clock shows in a stretch, as if the wall clock showed UTC. */
function openOnWallClock(hours: BusinessHours, stretch: Stretch): Span[] {
  const firstMs = Math.floor((stretch.fromMs + stretch.offsetMs) / DAY_MS) * DAY_MS;
  const spans: Span[] = [];
  // From the day before: its intervals may run over midnight.
  for (let dateMs = firstMs - DAY_MS; dateMs < stretch.toMs + stretch.offsetMs; dateMs += DAY_MS) {
    for (const interval of intervalsOn(hours, dateMs)) {
      const fromMs = minuteOfDay(interval.from) * MINUTE_MS;
      const toMs = minuteOfDay(interval.to) * MINUTE_MS;
      spans.push([dateMs + fromMs, dateMs + toMs + (toMs > fromMs ? 0 : DAY_MS)]);
    }
  }
  return spans;
}

function intervalsOn(hours: BusinessHours, dateMs: number): DayInterval[] {
  const date = new Date(dateMs);
  const day = date.toISOString().slice(0, 10);
  const holidays = hours.holidays.filter((holiday) => holiday.date === day);
  if (holidays.length > 0) return holidays.flatMap(({ intervals }) => intervals ?? []);
  // Sunday is day 0 of JavaScript's week and the last of ours.
  const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7];
  return (weekday && hours.weekly[weekday]) ?? [];
}

function minuteOfDay(time: string): number {
  const [hour = '', minute = ''] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** Ascending, and without overlaps or touching neighbours. */
function merged(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const [fromMs, toMs] of spans.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && fromMs <= last[1]) last[1] = Math.max(last[1], toMs);
    else result.push([fromMs, toMs]);
  }
  return result;
}

/**
 * Finds why opening hours cannot be used: an unknown zone, or no open interval in the next 366 days.
 *
 * @param nowMs the days count from here
 */
export function businessHoursProblems(
  hours: BusinessHours | null,
  nowMs: number,
): SettingsProblem[] {
  if (hours === null) return [];
  if (!IANAZone.isValidZone(hours.timeZone)) {
    return [
      {
        path: 'businessHours.timeZone',
        code: 'unknown_time_zone',
        message: 'The time zone must be an IANA name like Europe/Berlin.',
      },
    ];
  }
  const { open } = expandCalendar(hours, nowMs, nowMs + HORIZON_DAYS * DAY_MS);
  if (open.length > 0) return [];
  return [
    {
      path: 'businessHours',
      code: 'never_opens',
      message: `Opening hours must open at least once in the next ${HORIZON_DAYS} days.`,
    },
  ];
}
