/** A decision in the making: a copy of the session that the rules may write on, and the effects they call for. */

import type { TimerName } from './deadline.ts';
import type {
  Effect,
  Facts,
  MessageData,
  NotificationKind,
  Reason,
  RecordType,
  ReleaseOutcome,
  SessionRecord,
} from './effect.ts';
import type { Alert, Session } from './session.ts';

export interface Draft {
  session: Session;
  effects: Effect[];
  /** The workflow's clock, epoch milliseconds. */
  nowMs: number;
  changed: boolean;
}

/** Copies what the rules write on; `kept` is replaced, never written on, for it can be large. */
export function draftOf(session: Session, nowMs: number): Draft {
  const copy: Session = {
    ...session,
    wait: session.wait && { ...session.wait, alerted: [...session.wait.alerted] },
    idle: session.idle && { ...session.idle },
    serving: session.serving && { ...session.serving },
    offer: session.offer && { ...session.offer },
    fallback: session.fallback && { ...session.fallback },
    search: session.search && { ...session.search },
    directed: session.directed && { ...session.directed },
    round: { ...session.round, tried: [...session.round.tried] },
    expiredOffers: [...session.expiredOffers],
  };
  // A clock that was put back must not make a decision look older than the one before it.
  const notBeforeMs = Math.max(session.lastAtMs, session.processedAtMs);
  return { session: copy, effects: [], nowMs: Math.max(nowMs, notBeforeMs), changed: false };
}

/**
 * The instant of something a caller sent: never after the workflow's clock, never before the event ahead of it.
 */
export function stamp(draft: Draft, atMs: number): number {
  const { session } = draft;
  session.lastAtMs = Math.max(session.lastAtMs, Math.min(atMs, draft.nowMs));
  return session.lastAtMs;
}

type RecordInput<T extends RecordType> = {
  atMs: number;
  reason?: Reason;
  message?: MessageData;
} & FactsInput<Facts[T]>;

/** Left out where there is nothing to say. */
type FactsInput<F> = [keyof F] extends [never]
  ? { data?: never }
  : object extends F
    ? { data?: F }
    : { data: F };

/** Numbers an event of the session. */
export function numbered<T extends RecordType>(
  draft: Draft,
  type: T,
  input: RecordInput<T>,
): SessionRecord {
  draft.changed = true;
  draft.session.sequence += 1;
  return {
    sequence: draft.session.sequence,
    type,
    atMs: input.atMs,
    processedAtMs: draft.nowMs,
    settingsVersion: draft.session.settings.version,
    reason: input.reason ?? null,
    message: input.message ?? null,
    data: { ...input.data },
  };
}

/** Numbers an event and has it saved. */
export function record<T extends RecordType>(
  draft: Draft,
  type: T,
  input: RecordInput<T>,
): SessionRecord {
  const entry = numbered(draft, type, input);
  draft.effects.push({ type: 'record', sessionId: draft.session.id, record: entry });
  return entry;
}

/** A reason without a timer. */
export function because(trigger: string, rule: string): Reason {
  return { trigger, rule, dueAtMs: null, candidates: null };
}

/** The reason of a timer that fired. */
export function whenDue(timer: TimerName, dueAtMs: number, rule: string): Reason {
  return { trigger: `timer: ${timer}`, rule, dueAtMs, candidates: null };
}

export function notify(
  draft: Draft,
  to: { agentId: string } | 'supervisors',
  kind: NotificationKind,
  input: { atMs: number; dueAtMs?: number | null; text: string },
): void {
  const { id, conversationId, channel, sequence } = draft.session;
  const recipient = to === 'supervisors' ? to : `agent:${to.agentId}`;
  draft.effects.push({
    type: 'notify',
    notification: {
      key: `${id}:${String(sequence)}:${recipient}`,
      to,
      kind,
      sessionId: id,
      conversationId,
      channel,
      atMs: input.atMs,
      dueAtMs: input.dueAtMs ?? null,
      text: input.text,
    },
  });
}

/** Tells the supervisors, once per wait. */
export function alertSupervisors(draft: Draft, alert: Alert, reason: Reason, text: string): void {
  const { wait } = draft.session;
  if (!wait || wait.alerted.includes(alert)) return;
  wait.alerted.push(alert);
  const atMs = reason.dueAtMs ?? draft.nowMs;
  record(draft, 'supervisor.alert', { atMs, reason, data: { alert } });
  notify(draft, 'supervisors', 'supervisor_alert', { atMs, dueAtMs: reason.dueAtMs, text });
}

/** Ends an assignment number for good. */
export function release(
  draft: Draft,
  number: number,
  agentId: string | null,
  outcome: ReleaseOutcome = 'released',
  sessionId = draft.session.id,
): void {
  draft.effects.push({
    type: 'releaseAgent',
    request: {
      sessionId,
      number,
      agentId,
      outcome,
      awayAfterMisses: draft.session.settings.values.reception.awayAfterMisses,
    },
  });
}
