/** Arithmetic on opening hours: absolute intervals, no time zones. All values are milliseconds. */

import type { Calendar } from './settings.ts';

/**
 * The instant at which `durationMs` of open time have passed since `fromMs`.
 *
 * @param calendar opening hours; `null` is always open
 * @returns the instant, or `null` when the calendar's expansion ends before it: ask again once it is extended
 */
export function addOpenTime(
  calendar: Calendar | null,
  fromMs: number,
  durationMs: number,
): number | null {
  if (calendar === null) return fromMs + durationMs;
  let leftMs = durationMs;
  for (const [openMs, closeMs] of calendar.open) {
    const startMs = Math.max(openMs, fromMs);
    if (startMs >= closeMs) continue;
    if (startMs + leftMs <= closeMs) return startMs + leftMs;
    leftMs -= closeMs - startMs;
  }
  return null;
}

/** Open time in `[fromMs, toMs)`. */
export function openTimeBetween(calendar: Calendar | null, fromMs: number, toMs: number): number {
  if (calendar === null) return Math.max(0, toMs - fromMs);
  let openMs = 0;
  for (const [startMs, endMs] of calendar.open) {
    openMs += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
  }
  return openMs;
}
