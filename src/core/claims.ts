/** Which assignment numbers a session stands behind: every other reservation in its name is nobody's. */

import type { Session } from './session.ts';

export interface Claim {
  number: number;
  /** Who is held, or is to be; `null` while anybody is looked for. */
  agentId: string | null;
  /** `has`: serves, is rung, or would get it back. `seeks`: looked for. `queues`: looked for, with a ticket. */
  state: 'has' | 'seeks' | 'queues';
  /** Agents who were tried in this round, and would not get the ticket. */
  tried: string[];
}

/** Numbers only grow: one that is not claimed now is never claimed again. */
export function claimsOf(session: Session): Claim[] {
  const { serving, offer, fallback, search, directed, round } = session;
  const has = [serving, offer, fallback].flatMap((held): Claim[] =>
    held ? [{ number: held.number, agentId: held.agentId, state: 'has', tried: [] }] : [],
  );
  if (directed) {
    has.push({ number: directed.number, agentId: directed.agentId, state: 'seeks', tried: [] });
  }
  if (search) {
    const state = search.ticketed ? 'queues' : 'seeks';
    has.push({ number: search.number, agentId: null, state, tried: round.tried });
  }
  return has;
}
