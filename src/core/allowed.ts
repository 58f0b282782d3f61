/** What may be asked of a session now, as data: the console disables the rest and says why. */

import type { Refusal } from './refusal.ts';
import type { Session } from './session.ts';

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

type Rule = (session: Session) => Refusal | null;

const wrongStatus = (session: Session, needed: string): Refusal => ({
  code: 'wrong_status',
  detail: `The session is ${session.status}; this needs it ${needed}.`,
});

const needsOffer: Rule = (session) =>
  session.offer ? null : { code: 'not_offered', detail: 'The session is not offered to anybody.' };

const RULES: Record<Action, Rule> = {
  reply: (session) =>
    session.serving ? null : { code: 'not_assigned', detail: 'No agent has the session.' },
  note: () => null,
  accept: needsOffer,
  decline: needsOffer,
  assign: () => null,
  transfer: () => null,
  hold: (session) => {
    if (session.status !== 'active') return wrongStatus(session, 'active');
    return session.wait
      ? { code: 'customer_waiting', detail: 'The customer waits for an answer.' }
      : null;
  },
  resume: (session) => (session.hold ? null : wrongStatus(session, 'on hold')),
  end: () => null,
};

/** Why the session's state forbids an action, whoever asks; `null` when it allows it. */
export function forbids(session: Session, action: Action): Refusal | null {
  if (session.status === 'closed') {
    return { code: 'session_closed', detail: 'The session is closed.' };
  }
  return RULES[action](session);
}

/** The actions the session's state allows. */
export function allowedActions(session: Session): Action[] {
  return ACTIONS.filter((action) => forbids(session, action) === null);
}
