/** What is told and noted while an answer is owed: warning, breach, lateness (docs/rules.md, "The response clock"). */

import { openTimeBetween } from './business-time.ts';
import { deadlines, responseDeadline } from './deadline.ts';
import { notify, record, whenDue, type Draft } from './draft.ts';
import { responsibleAgent } from './session.ts';

const seconds = (count: number): string => `${String(count)} s`;

/** The warning goes to the agent who has the session, else to the supervisors; once per wait. */
export function warn(draft: Draft, dueAtMs: number): void {
  const { session } = draft;
  const { limitSeconds, warningSeconds } = session.settings.values.response;
  if (session.wait) session.wait.warnedAtMs = dueAtMs;
  const rule = `${seconds(warningSeconds)} before the limit of ${seconds(limitSeconds)}`;
  record(draft, 'session.warned', {
    atMs: dueAtMs,
    reason: whenDue('warning', dueAtMs, rule),
    data: { agentId: responsibleAgent(session) },
  });
  const to = session.serving ? { agentId: session.serving.agentId } : 'supervisors';
  const text = `The customer has waited long: overdue in ${seconds(warningSeconds)}`;
  notify(draft, to, 'warned', { atMs: dueAtMs, dueAtMs, text });
}

/** The breach is noticed: agent and supervisors are told, once per wait. */
export function breach(draft: Draft, dueAtMs: number): void {
  const { session } = draft;
  const text = `No answer within ${seconds(session.settings.values.response.limitSeconds)}`;
  markOverdue(draft, dueAtMs, text);
  const notice = { atMs: dueAtMs, dueAtMs, text };
  if (session.serving) notify(draft, { agentId: session.serving.agentId }, 'overdue', notice);
  notify(draft, 'supervisors', 'overdue', notice);
}

function markOverdue(draft: Draft, dueAtMs: number, rule: string): void {
  const { session } = draft;
  if (session.wait) session.wait.overdueAtMs = dueAtMs;
  session.everOverdue = true;
  session.overdueCount += 1;
  record(draft, 'session.overdue', {
    atMs: dueAtMs,
    reason: whenDue('overdue', dueAtMs, rule),
    data: { agentId: responsibleAgent(session) },
  });
}

/**
 * Fires a warning and a breach that are due already. Before another agent becomes responsible, so that a breach is
 * credited to the one who was, also when a late worker sees both at once.
 */
export function noticeWhatIsDue(draft: Draft): void {
  for (const { name, dueAtMs } of deadlines(draft.session)) {
    if (dueAtMs > draft.nowMs) return;
    if (name === 'warning') warn(draft, dueAtMs);
    if (name === 'overdue') breach(draft, dueAtMs);
  }
}

/**
 * Instants are compared, not notices: a wait that ended after its deadline was overdue, even when it ended before
 * anybody was told. That is logged with the due instant, and nobody is told any more.
 *
 * @returns open time by which the wait ran over its deadline, in milliseconds
 */
export function measureWait(draft: Draft, endedAtMs: number): number {
  const { session } = draft;
  const dueAtMs = responseDeadline(session);
  if (!session.wait || dueAtMs === null || endedAtMs <= dueAtMs) return 0;
  if (session.wait.overdueAtMs === null) {
    markOverdue(draft, dueAtMs, 'The wait ended after its deadline, before anybody was told');
  }
  const lateMs = openTimeBetween(session.settings.calendar, dueAtMs, endedAtMs);
  session.latenessMs += lateMs;
  return lateMs;
}
