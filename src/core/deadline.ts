/** Every timer of a session as an absolute instant, computed from state alone (docs/rules.md, "Timers"). */

import { addOpenTime } from './business-time.ts';
import type { Session } from './session.ts';

/** In the order in which timers due at the same instant fire. */
export const TIMER_NAMES = [
  'hold',
  'warning',
  'overdue',
  'accept',
  'offline',
  'reassignment',
  'reminder',
  'autoClose',
  'queueLimitNear',
  'queueLimit',
  'nextRound',
  'calendar',
] as const;
export type TimerName = (typeof TIMER_NAMES)[number];

export interface Deadline {
  name: TimerName;
  dueAtMs: number;
}

type Due = (session: Session) => number | null;

const DAY_MS = 86_400_000;
/** A calendar is extended this long before its expansion ends. */
const CALENDAR_MARGIN_MS = 30 * DAY_MS;
/** Of each second of the queue limit. */
const QUEUE_LIMIT_NEAR_MS = 800;

const openTime = (session: Session, fromMs: number, seconds: number): number | null =>
  addOpenTime(session.settings.calendar, fromMs, seconds * 1000);

const accept: Due = ({ offer, settings }) =>
  offer && offer.offeredAtMs + settings.values.reception.acceptSeconds * 1000;

/** When the current wait becomes overdue, whether or not the breach was noticed yet. */
export function responseDeadline(session: Session): number | null {
  const { response } = session.settings.values;
  const clockStartedAtMs = session.wait?.clockStartedAtMs ?? null;
  if (!response.enabled || clockStartedAtMs === null) return null;
  return openTime(session, clockStartedAtMs, response.limitSeconds);
}

/** When the warning of the current wait is due, whether or not it went out yet. */
export function warningInstant(session: Session): number | null {
  const { enabled, limitSeconds, warningSeconds } = session.settings.values.response;
  const clockStartedAtMs = session.wait?.clockStartedAtMs ?? null;
  if (!enabled || warningSeconds === 0 || clockStartedAtMs === null) return null;
  return openTime(session, clockStartedAtMs, limitSeconds - warningSeconds);
}

const warning: Due = (session) =>
  session.wait?.warnedAtMs === null && session.wait.overdueAtMs === null
    ? warningInstant(session)
    : null;

const overdue: Due = (session) =>
  session.wait?.overdueAtMs === null ? responseDeadline(session) : null;

const reassignment: Due = (session) => {
  const { serving, wait, settings } = session;
  const { enabled, afterSeconds } = settings.values.reassignment;
  if (!enabled || session.status !== 'active' || !serving || !wait) return null;
  if (session.search !== null || session.directed !== null) return null;
  const fromMs = Math.max(serving.assignedAtMs, wait.sinceMs, serving.reassignmentTriedAtMs ?? 0);
  return openTime(session, fromMs, afterSeconds);
};

const offline: Due = (session) => {
  if (session.offer) return goneAt(session, session.offer);
  const { serving } = session;
  if (!serving || session.search !== null || session.directed !== null) return null;
  return serving.removed || session.wait !== null ? goneAt(session, serving) : null;
};

function goneAt(
  session: Session,
  agent: { offlineSinceMs: number | null; removed: boolean },
): number | null {
  if (agent.offlineSinceMs === null) return null;
  const graceSeconds = agent.removed ? 0 : session.settings.values.offline.graceSeconds;
  return agent.offlineSinceMs + graceSeconds * 1000;
}

/** The auto-close toggle covers the reminders too: a group that is off leaves no trace. */
const idleDue = (session: Session, afterSeconds: number): number | null => {
  const { idle, settings } = session;
  if (!settings.values.autoClose.enabled || session.status !== 'active' || !idle) return null;
  if (session.directed !== null) return null;
  // A hold that came when the time was over already, but not yet noticed, leaves nothing of it.
  const leftMs = Math.max(0, afterSeconds * 1000 - idle.spentMs);
  return addOpenTime(settings.calendar, idle.fromMs, leftMs);
};

const reminder: Due = (session) => {
  if (session.awaiting !== 'customer' || !session.idle) return null;
  const next = session.settings.values.autoClose.reminders[session.idle.reminded];
  return next ? idleDue(session, next.afterSeconds) : null;
};

const autoClose: Due = (session) =>
  session.awaiting === 'agent'
    ? null
    : idleDue(session, session.settings.values.autoClose.afterSeconds);

const queueLimit: Due = (session) => {
  const { maxWaitSeconds } = session.settings.values.queue;
  // Between two offers the agent who had the session still keeps a place for it.
  if (session.status !== 'queued' || session.fallback || maxWaitSeconds === 0) return null;
  return openTime(session, session.queuedSinceMs, maxWaitSeconds);
};

/** After four fifths of the limit: time enough for somebody to step in. Nobody is warned of a session nobody waits in. */
const queueLimitNear: Due = (session) => {
  const { wait, settings } = session;
  if (queueLimit(session) === null || !wait || wait.alerted.includes('queue_limit_near'))
    return null;
  const nearMs = settings.values.queue.maxWaitSeconds * QUEUE_LIMIT_NEAR_MS;
  const dueAtMs = addOpenTime(settings.calendar, session.queuedSinceMs, nearMs);
  return dueAtMs === null ? null : Math.max(dueAtMs, wait.sinceMs);
};

const nextRound: Due = ({ status, round, settings }) =>
  status === 'queued' && round.endedAtMs !== null
    ? round.endedAtMs + settings.values.reception.acceptSeconds * 1000
    : null;

const calendar: Due = ({ settings, extendingCalendar, calendarAskedAtMs }) => {
  if (!settings.calendar || extendingCalendar) return null;
  const dueAtMs = settings.calendar.untilMs - CALENDAR_MARGIN_MS;
  return calendarAskedAtMs === null ? dueAtMs : Math.max(dueAtMs, calendarAskedAtMs + DAY_MS);
};

const DUE: Record<TimerName, Due> = {
  hold: ({ hold }) => hold && hold.untilMs,
  warning,
  overdue,
  accept,
  offline,
  reassignment,
  reminder,
  autoClose,
  queueLimitNear,
  queueLimit,
  nextRound,
  calendar,
};

/**
 * The timers that are armed, earliest first; of two due at the same instant the one that fires first.
 *
 * @returns absolute instants in epoch milliseconds; none for a closed session, and none under settings that are not
 *   the session's own
 */
export function deadlines(session: Session): Deadline[] {
  if (session.status === 'closed' || session.settingsProvisional) return [];
  return TIMER_NAMES.flatMap((name) => {
    const dueAtMs = DUE[name](session);
    return dueAtMs === null ? [] : [{ name, dueAtMs }];
  }).sort((a, b) => a.dueAtMs - b.dueAtMs);
}

/** The timer that fires next. */
export function earliestDeadline(session: Session): Deadline | null {
  return deadlines(session)[0] ?? null;
}

/** When the session auto-closes if nobody writes; `null` while it does not. */
export function closesAt(session: Session): number | null {
  return deadlines(session).find(({ name }) => name === 'autoClose')?.dueAtMs ?? null;
}
