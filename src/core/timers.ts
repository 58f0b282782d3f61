/** What each timer does when it fires (docs/rules.md, "Timers"). Every firing is stamped with its due instant. */

import { close } from './closing.ts';
import { earliestDeadline, type Deadline, type TimerName } from './deadline.ts';
import { alertSupervisors, notify, record, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import { resume } from './holding.ts';
import { systemMessage } from './messages.ts';
import { moveOn } from './reception.ts';
import { seek } from './search.ts';
import { responsibleAgent } from './session.ts';

type Fire = (draft: Draft, dueAtMs: number) => void;

const by = (timer: TimerName, dueAtMs: number, rule: string): Reason => ({
  trigger: `timer: ${timer}`,
  rule,
  dueAtMs,
  candidates: null,
});

const seconds = (count: number): string => `${String(count)} s`;

const warning: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { limitSeconds, warningSeconds } = session.settings.values.response;
  if (session.wait) session.wait.warnedAtMs = dueAtMs;
  const agentId = responsibleAgent(session);
  record(draft, 'session.warned', {
    atMs: dueAtMs,
    reason: by(
      'warning',
      dueAtMs,
      `${seconds(warningSeconds)} before the limit of ${seconds(limitSeconds)}`,
    ),
    data: { agentId },
  });
  const to = session.serving ? { agentId: session.serving.agentId } : 'supervisors';
  const text = `The customer has waited long: overdue in ${seconds(warningSeconds)}`;
  notify(draft, to, 'warned', { atMs: dueAtMs, dueAtMs, text });
};

const overdue: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { limitSeconds } = session.settings.values.response;
  if (session.wait) session.wait.overdueAtMs = dueAtMs;
  session.everOverdue = true;
  session.overdueCount += 1;
  record(draft, 'session.overdue', {
    atMs: dueAtMs,
    reason: by('overdue', dueAtMs, `No answer within ${seconds(limitSeconds)}`),
    data: { agentId: responsibleAgent(session) },
  });
  const notice = { atMs: dueAtMs, dueAtMs, text: `No answer within ${seconds(limitSeconds)}` };
  if (session.serving) notify(draft, { agentId: session.serving.agentId }, 'overdue', notice);
  notify(draft, 'supervisors', 'overdue', notice);
};

const accept: Fire = (draft, dueAtMs) => {
  const { offer, settings } = draft.session;
  const { acceptSeconds } = settings.values.reception;
  const rule = `Not accepted within ${seconds(acceptSeconds)}: the next agent, or the queue`;
  if (offer) moveOn(draft, offer, 'missed', by('accept', dueAtMs, rule));
};

const offline: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { offer, serving } = session;
  const rule = 'The agent is gone for longer than the grace time';
  if (offer) {
    moveOn(draft, offer, 'released', by('offline', dueAtMs, rule));
  } else if (serving) {
    resume(draft, by('offline', dueAtMs, rule));
    leaveTo(draft, serving.agentId, 'offline');
  }
};

const reassignment: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { serving } = session;
  if (!serving) return;
  const { afterSeconds, maxHops } = session.settings.values.reassignment;
  if (maxHops === 0 || session.hops < maxHops) {
    leaveTo(draft, serving.agentId, 'reassignment');
    return;
  }
  serving.reassignmentTriedAtMs = draft.nowMs;
  const rule = `Unanswered for ${seconds(afterSeconds)}, but ${String(maxHops)} reassignments are the most`;
  const reason = by('reassignment', dueAtMs, rule);
  record(draft, 'session.reassignment_skipped', {
    atMs: dueAtMs,
    reason,
    data: { agentId: serving.agentId },
  });
  alertSupervisors(draft, 'hops_spent', reason, 'Reassignments are spent and the customer waits');
};

/** Looks for somebody else; the agent who has the session counts as tried in this round. */
function leaveTo(draft: Draft, agentId: string, purpose: 'offline' | 'reassignment'): void {
  const { round } = draft.session;
  if (!round.tried.includes(agentId)) round.tried.push(agentId);
  seek(draft, purpose);
}

const reminder: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { idle, settings } = session;
  const next = idle && settings.values.autoClose.reminders[idle.reminded];
  if (!next) return;
  idle.reminded += 1;
  record(draft, 'session.reminded', {
    atMs: dueAtMs,
    reason: by('reminder', dueAtMs, `The customer is silent for ${seconds(next.afterSeconds)}`),
    data: { reminder: idle.reminded },
  });
  systemMessage(draft, next.message, dueAtMs, 'reminder');
};

const autoClose: Fire = (draft, dueAtMs) => {
  const { afterSeconds } = draft.session.settings.values.autoClose;
  const rule = `The customer is silent for ${seconds(afterSeconds)}`;
  close(draft, 'customer_idle', dueAtMs, by('autoClose', dueAtMs, rule));
};

const queueLimit: Fire = (draft, dueAtMs) => {
  const { maxWaitSeconds } = draft.session.settings.values.queue;
  const rule = `Nobody took the session within ${seconds(maxWaitSeconds)}`;
  close(draft, 'queue_timeout', dueAtMs, by('queueLimit', dueAtMs, rule));
};

const nextRound: Fire = (draft, dueAtMs) => {
  draft.session.round = { tried: [], endedAtMs: null };
  record(draft, 'session.round_started', {
    atMs: dueAtMs,
    reason: by('nextRound', dueAtMs, 'All were tried: everybody is a candidate again'),
  });
  seek(draft, 'queue');
};

const hold: Fire = (draft, dueAtMs) => {
  resume(draft, by('hold', dueAtMs, 'The hold ran out'));
};

const calendar: Fire = (draft) => {
  const { session } = draft;
  session.extendingCalendar = true;
  draft.changed = true;
  draft.effects.push({
    type: 'extendCalendar',
    sessionId: session.id,
    channel: session.channel,
    version: session.settings.version,
    fromMs: Math.min(session.createdAtMs, session.wait?.sinceMs ?? session.createdAtMs),
  });
};

const FIRE: Record<TimerName, Fire> = {
  hold,
  warning,
  overdue,
  accept,
  offline,
  reassignment,
  reminder,
  autoClose,
  queueLimit,
  nextRound,
  calendar,
};

/** Far above what one instant can bring; a rule that re-arms itself in the past must not spin. */
const FIRINGS_LIMIT = 50;

/** Fires everything that is due, earliest first, each once. */
export function fireDue(draft: Draft): void {
  for (let firings = 0; firings < FIRINGS_LIMIT; firings += 1) {
    const next: Deadline | null = earliestDeadline(draft.session);
    if (!next || next.dueAtMs > draft.nowMs) return;
    FIRE[next.name](draft, next.dueAtMs);
  }
}
