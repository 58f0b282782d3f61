/** What each timer does when it fires (docs/rules.md, "Timers"). Every firing is stamped with its due instant. */

import { close } from './closing.ts';
import { earliestDeadline, type Deadline, type TimerName } from './deadline.ts';
import { alertSupervisors, record, whenDue, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import { resume } from './holding.ts';
import { systemMessage } from './messages.ts';
import { moveOn } from './reception.ts';
import { breach, warn } from './response-notices.ts';
import { seek, startRound, startSearch } from './search.ts';

type Fire = (draft: Draft, dueAtMs: number) => void;

const seconds = (count: number): string => `${String(count)} s`;

const accept: Fire = (draft, dueAtMs) => {
  const { offer, settings } = draft.session;
  const { acceptSeconds } = settings.values.reception;
  const rule = `Not accepted within ${seconds(acceptSeconds)}: the next agent, or the queue`;
  if (offer) moveOn(draft, offer, 'missed', whenDue('accept', dueAtMs, rule));
};

const offline: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { offer, serving } = session;
  const rule = 'The agent is gone for longer than the grace time';
  if (offer) {
    moveOn(draft, offer, 'released', whenDue('offline', dueAtMs, rule));
  } else if (serving) {
    const reason = whenDue('offline', dueAtMs, rule);
    resume(draft, reason);
    leave(draft, serving.agentId, 'offline', reason);
  }
};

const reassignment: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { serving } = session;
  if (!serving) return;
  const { afterSeconds, maxHops } = session.settings.values.reassignment;
  if (maxHops === 0 || session.hops < maxHops) {
    const rule = `Unanswered for ${seconds(afterSeconds)}: another agent is looked for`;
    leave(draft, serving.agentId, 'reassignment', whenDue('reassignment', dueAtMs, rule));
    return;
  }
  serving.reassignmentTriedAtMs = draft.nowMs;
  const rule = `Unanswered for ${seconds(afterSeconds)}, but ${String(maxHops)} reassignments are the most`;
  const reason = whenDue('reassignment', dueAtMs, rule);
  record(draft, 'session.reassignment_skipped', {
    atMs: dueAtMs,
    reason,
    data: { agentId: serving.agentId },
  });
  alertSupervisors(draft, 'hops_spent', reason, 'Reassignments are spent and the customer waits');
};

/** Looks for somebody else; the agent who has the session counts as tried in this round. */
function leave(
  draft: Draft,
  agentId: string,
  purpose: 'offline' | 'reassignment',
  reason: Reason,
): void {
  const { round } = draft.session;
  if (!round.tried.includes(agentId)) round.tried.push(agentId);
  startSearch(draft, purpose, reason);
}

const reminder: Fire = (draft, dueAtMs) => {
  const { session } = draft;
  const { idle, settings } = session;
  const next = idle && settings.values.autoClose.reminders[idle.reminded];
  if (!next) return;
  idle.reminded += 1;
  record(draft, 'session.reminded', {
    atMs: dueAtMs,
    reason: whenDue(
      'reminder',
      dueAtMs,
      `The customer is silent for ${seconds(next.afterSeconds)}`,
    ),
    data: { reminder: idle.reminded },
  });
  systemMessage(draft, next.message, dueAtMs, 'reminder');
};

const autoClose: Fire = (draft, dueAtMs) => {
  const { afterSeconds } = draft.session.settings.values.autoClose;
  const rule = `The customer is silent for ${seconds(afterSeconds)}`;
  close(draft, 'customer_idle', dueAtMs, whenDue('autoClose', dueAtMs, rule));
};

const queueLimitNear: Fire = (draft, dueAtMs) => {
  const { maxWaitSeconds } = draft.session.settings.values.queue;
  const rule = `Four fifths of the queue limit of ${seconds(maxWaitSeconds)} are over`;
  const text = 'A waiting customer will soon be sent away: the queue limit is near';
  alertSupervisors(draft, 'queue_limit_near', whenDue('queueLimitNear', dueAtMs, rule), text);
};

const queueLimit: Fire = (draft, dueAtMs) => {
  const { maxWaitSeconds } = draft.session.settings.values.queue;
  const rule = `Nobody took the session within ${seconds(maxWaitSeconds)}`;
  close(draft, 'queue_timeout', dueAtMs, whenDue('queueLimit', dueAtMs, rule));
};

const nextRound: Fire = (draft, dueAtMs) => {
  startRound(
    draft,
    whenDue('nextRound', dueAtMs, 'All were tried: everybody is a candidate again'),
  );
  seek(draft, 'queue');
};

const hold: Fire = (draft, dueAtMs) => {
  resume(draft, whenDue('hold', dueAtMs, 'The hold ran out'));
};

const calendar: Fire = (draft) => {
  const { session } = draft;
  session.extendingCalendar = true;
  session.calendarAskedAtMs = draft.nowMs;
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
  warning: warn,
  overdue: breach,
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
