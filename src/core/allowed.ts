/** The one rule of what may be asked of a session, and by whom (docs/rules.md, "Ownership"). */

import type { Giver } from './event.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import type { Session, SessionStatus } from './session.ts';

export const ACTIONS = [
  'reply',
  'note',
  'accept',
  'decline',
  'assign',
  'transfer',
  'hold',
  'resume',
  'end',
] as const;
export type Action = (typeof ACTIONS)[number];

/** The part of a session that decides; its view and its projection have the same fields. */
export interface Standing {
  readonly status: SessionStatus;
  /** The agent who serves. */
  readonly agentId: string | null;
  readonly offer: { readonly agentId: string } | null;
  readonly wait: object | null;
}

export const standingOf = ({ status, serving, offer, wait }: Session): Standing => ({
  status,
  agentId: serving?.agentId ?? null,
  offer,
  wait,
});

/** The refusal of what is done in an agent's name; `null` when that agent has the session. */
export const refusesAgent = ({ serving }: Session, agentId: string | null): Refusal | null =>
  serving !== null && serving.agentId === agentId
    ? null
    : { code: 'not_assigned', detail: 'The session is not assigned to this agent.' };

type Rule = (session: Standing, giver: Giver | null) => Refusal | null;

const wrongStatus = (session: Standing, needed: string): Refusal => ({
  code: 'wrong_status',
  detail: `The session is ${session.status}; this needs it ${needed}.`,
});

const NOT_ASSIGNED: Refusal = {
  code: 'not_assigned',
  detail: 'The agent does not have this session.',
};

/** An agent acts on what it has; everybody else on every session. */
const owned: Rule = ({ agentId }, giver) =>
  giver?.role === 'agent' && (agentId === null || agentId !== giver.agentId) ? NOT_ASSIGNED : null;

/** An agent answers its own offer; the command itself says for which agent anybody else answers. */
const offered: Rule = ({ offer }, giver) => {
  const own = giver?.role !== 'agent' || offer?.agentId === giver.agentId;
  return offer && own ? null : { code: 'not_offered', detail: 'The session is not offered.' };
};

const RULES: Record<Action, Rule> = {
  reply: (session, giver) =>
    session.agentId === null
      ? { code: 'not_assigned', detail: 'No agent has the session.' }
      : owned(session, giver),
  note: () => null,
  accept: offered,
  decline: offered,
  assign: (_session, giver) =>
    giver === null || giver.role === 'supervisor' || giver.role === 'admin'
      ? null
      : { code: 'forbidden', detail: 'Supervisors and admins assign.' },
  transfer: owned,
  hold: (session, giver) => {
    const refusal = owned(session, giver);
    if (refusal) return refusal;
    if (session.status !== 'active') return wrongStatus(session, 'active');
    return session.wait
      ? { code: 'customer_waiting', detail: 'The customer waits for an answer.' }
      : null;
  },
  resume: (session, giver) =>
    owned(session, giver) ??
    (session.status === 'on_hold' ? null : wrongStatus(session, 'on hold')),
  end: owned,
};

/** The reason why a giver may not do something to a session now; `null` when it may. */
export function forbids(session: Standing, action: Action, giver: Giver | null): Refusal | null {
  if (session.status === 'closed') {
    return { code: 'session_closed', detail: 'The session is closed.' };
  }
  return RULES[action](session, giver);
}

/** Each action with the code that it would be refused with; `null` when it is allowed. */
export function actionsFor(session: Standing, giver: Giver): Record<Action, RefusalCode | null> {
  const codes = ACTIONS.map((action) => [action, forbids(session, action, giver)?.code ?? null]);
  return Object.fromEntries(codes) as Record<Action, RefusalCode | null>;
}
