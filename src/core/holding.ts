/** Hold and resume: the clock of silence stands still meanwhile (docs/rules.md, "Timers" 10). */

import { openTimeBetween } from './business-time.ts';
import { because, record, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import type { Hold, Resume } from './event.ts';
import type { Refusal } from './refusal.ts';

const HOLD_LIMIT_MS = 30 * 86_400_000;

export function hold(draft: Draft, event: Hold): Refusal | null {
  const { session, nowMs } = draft;
  if (event.untilMs <= nowMs || event.untilMs > nowMs + HOLD_LIMIT_MS) {
    return { code: 'invalid_hold', detail: 'A hold runs to an instant in the next 30 days.' };
  }
  if (session.idle) {
    session.idle.spentMs += openTimeBetween(session.settings.calendar, session.idle.fromMs, nowMs);
    session.idle.fromMs = nowMs;
  }
  session.hold = { sinceMs: nowMs, untilMs: event.untilMs };
  session.status = 'on_hold';
  record(draft, 'session.held', {
    atMs: nowMs,
    reason: because(`hold by ${event.by}`, 'Reminders and auto-close stand still on hold'),
    data: { untilMs: event.untilMs },
  });
  return null;
}

export function resumeByCommand(draft: Draft, event: Resume): Refusal | null {
  resume(draft, because(`resume by ${event.by}`, 'The remaining times run on'));
  return null;
}

/** Ends a hold, if there is one; silence counts from here on again. */
export function resume(
  draft: Draft,
  reason: Reason,
  whenMs: number = reason.dueAtMs ?? draft.nowMs,
): void {
  const { session } = draft;
  if (!session.hold) return;
  const atMs = Math.max(session.hold.sinceMs, whenMs);
  session.hold = null;
  session.status = 'active';
  if (session.idle) session.idle.fromMs = atMs;
  record(draft, 'session.resumed', { atMs, reason });
}
