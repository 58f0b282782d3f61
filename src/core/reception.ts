/** An agent and a session meet: ringing, accepting, missing, serving (docs/rules.md, "Timers", "Assignment"). */

import { closesAt } from './deadline.ts';
import { because, notify, record, release, type Draft } from './draft.ts';
import type { Reason, RecordType, ReleaseOutcome } from './effect.ts';
import type { Accept, Decline } from './event.ts';
import { resume } from './holding.ts';
import type { Refusal } from './refusal.ts';
import { noticeWhatIsDue } from './response-notices.ts';
import { abandonSearch, seek } from './search.ts';
import type { Absence, Idle, Offer, SearchPurpose, Serving, Session } from './session.ts';

const EXPIRED_OFFERS_KEPT = 50;

interface Ring {
  agentId: string;
  number: number;
  purpose: SearchPurpose;
  /** The agent went away since being reserved. */
  absent: Absence | null;
  reason: Reason;
}

/** Rings the session at an agent; who had it keeps a place for it until somebody accepts. */
export function ring(draft: Draft, { agentId, number, purpose, absent, reason }: Ring): void {
  const { session } = draft;
  withdrawOffer(draft);
  abandonSearch(draft);
  resume(draft, because('transfer', 'A transfer ends the hold'));
  if (session.serving) {
    session.fallback = session.serving;
    session.serving = null;
  }
  session.status = 'offered';
  session.round.endedAtMs = null;
  session.offer = {
    agentId,
    number,
    offeredAtMs: draft.nowMs,
    ...whereabouts(agentId, absent),
    purpose,
  };
  record(draft, 'session.offered', { atMs: draft.nowMs, reason, data: { agentId, purpose } });
  notify(draft, { agentId }, 'offered', { atMs: draft.nowMs, text: 'A chat is ringing' });
}

/** Whether the agent is there, as far as the session was told. */
const whereabouts = (
  agentId: string,
  absent: Absence | null,
): Pick<Serving, 'offlineSinceMs' | 'removed'> =>
  absent?.agentId === agentId
    ? { offlineSinceMs: absent.sinceMs, removed: absent.removed }
    : { offlineSinceMs: null, removed: false };

/** An offer that a supervisor's decision or a transfer overtakes: a late accept is told that it expired. */
export function withdrawOffer(draft: Draft): void {
  const { offer } = draft.session;
  if (!offer) return;
  expire(draft, offer, 'released');
  record(draft, 'session.offer_withdrawn', {
    atMs: draft.nowMs,
    reason: because('assignment', 'A supervisor’s decision or a transfer withdraws the offer'),
    data: { agentId: offer.agentId },
  });
}

function expire(draft: Draft, offer: Offer, outcome: ReleaseOutcome): void {
  const { session } = draft;
  session.offer = null;
  session.expiredOffers = [
    ...session.expiredOffers.filter((agentId) => agentId !== offer.agentId),
    offer.agentId,
  ].slice(-EXPIRED_OFFERS_KEPT);
  release(draft, offer.number, offer.agentId, outcome);
}

interface Service {
  agentId: string;
  number: number;
  /** What the agent was looked for; `null` for a supervisor's assignment, and for a return to who had it. */
  purpose: SearchPurpose | null;
  /** The agent went away since being reserved. */
  absent: Absence | null;
  reason: Reason;
}

const SERVED_AS = {
  queue: 'session.assigned',
  reassignment: 'session.reassigned',
  offline: 'session.reassigned',
  transfer: 'session.transferred',
} as const satisfies Record<SearchPurpose, RecordType>;

/** From here on the agent serves: everybody else lets go, and the response clock of an open wait starts. */
export function serve(draft: Draft, service: Service): void {
  const { session, nowMs } = draft;
  const { agentId, number, purpose, absent, reason } = service;
  noticeWhatIsDue(draft);
  const from = session.serving ?? session.fallback;
  if (session.offer?.number !== number) withdrawOffer(draft);
  if (from && from.number !== number) release(draft, from.number, from.agentId);
  if (session.search?.number !== number) abandonSearch(draft);
  resume(draft, because('assignment', 'An assignment ends the hold'));
  session.serving = {
    agentId,
    number,
    assignedAtMs: nowMs,
    ...whereabouts(agentId, absent),
    reassignmentTriedAtMs: null,
  };
  Object.assign(session, { offer: null, fallback: null, search: null, status: 'active' });
  session.round.endedAtMs = null;
  session.expiredOffers = session.expiredOffers.filter((expired) => expired !== agentId);
  session.lastAgentId = agentId;
  session.firstServedAtMs ??= nowMs;
  if (session.wait) session.wait.clockStartedAtMs ??= nowMs;
  if (session.awaiting === 'none') session.idle = { fromMs: nowMs, spentMs: 0, reminded: 0 };
  else if (ranOutMeanwhile(session, nowMs))
    session.idle = { ...session.idle, fromMs: nowMs, spentMs: 0 };
  if (purpose === 'reassignment') {
    session.reassignments += 1;
    session.hops += 1;
  }
  record(draft, purpose === null ? 'session.assigned' : SERVED_AS[purpose], {
    atMs: nowMs,
    reason,
    data: { agentId, fromAgentId: from?.agentId ?? null },
  });
  notify(draft, { agentId }, 'assigned', { atMs: nowMs, text: 'A chat is yours' });
}

/** The silence ran out while nobody had the session: who gets it is not closed on at once. */
const ranOutMeanwhile = (session: Session, nowMs: number): session is Session & { idle: Idle } =>
  session.idle !== null && (closesAt(session) ?? Infinity) <= nowMs;

/** The session goes back to the agent who had it and is there. */
export function returnToFallback(draft: Draft, fallback: Serving, reason: Reason): void {
  const { agentId, number } = fallback;
  serve(draft, { agentId, number, purpose: null, absent: absenceOf(fallback), reason });
}

/** What the session knows of somebody it holds, to be carried into a new role. */
export const absenceOf = ({ agentId, offlineSinceMs, removed }: Serving | Offer): Absence | null =>
  offlineSinceMs === null ? null : { agentId, sinceMs: offlineSinceMs, removed };

/** An accept wins until the offer has moved on. */
export function accept(draft: Draft, { agentId }: Accept): Refusal | null {
  const { session } = draft;
  const { offer } = session;
  if (offer?.agentId !== agentId) return notOffered(draft, agentId);
  draft.effects.push({
    type: 'recordAccept',
    sessionId: session.id,
    number: offer.number,
    agentId,
  });
  serve(draft, {
    agentId,
    number: offer.number,
    purpose: offer.purpose,
    absent: absenceOf(offer),
    reason: because(`accept by ${agentId}`, 'An accepted offer makes the agent serve'),
  });
  return null;
}

function notOffered({ session }: Draft, agentId: string): Refusal {
  return session.expiredOffers.includes(agentId)
    ? { code: 'offer_expired', detail: 'The offer to this agent has moved on.' }
    : { code: 'not_offered', detail: 'The session is not offered to this agent.' };
}

/** A decline is not a miss; the session moves on at once. */
export function decline(draft: Draft, { agentId, reason }: Decline): Refusal | null {
  const { offer } = draft.session;
  if (offer?.agentId !== agentId) return notOffered(draft, agentId);
  moveOn(draft, offer, 'declined', {
    trigger: `decline by ${agentId}${reason ? `: ${reason}` : ''}`,
    rule: 'A declined offer moves on to the next agent or the queue',
    dueAtMs: null,
    candidates: null,
  });
  return null;
}

/** The offer moves on to the next agent, or back to the queue. */
export function moveOn(draft: Draft, offer: Offer, outcome: ReleaseOutcome, reason: Reason): void {
  const { session } = draft;
  expire(draft, offer, outcome);
  session.status = 'queued';
  if (!session.round.tried.includes(offer.agentId)) session.round.tried.push(offer.agentId);
  record(draft, outcome === 'declined' ? 'session.offer_declined' : 'session.offer_missed', {
    atMs: reason.dueAtMs ?? draft.nowMs,
    reason,
    data: { agentId: offer.agentId, counted: outcome === 'missed' },
  });
  seek(draft, offer.purpose);
}
