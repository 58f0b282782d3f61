/** An agent and a session meet: ringing, accepting, missing, serving (docs/rules.md, "Timers", "Assignment"). */

import { because, notify, record, release, type Draft } from './draft.ts';
import type { Reason, ReleaseOutcome } from './effect.ts';
import type { Accept, Decline } from './event.ts';
import { resume } from './holding.ts';
import type { Refusal } from './refusal.ts';
import { abandonSearch, seek } from './search.ts';
import type { Offer, SearchPurpose, Serving } from './session.ts';

const EXPIRED_OFFERS_KEPT = 50;

interface Ring {
  agentId: string;
  number: number;
  purpose: SearchPurpose;
  reason: Reason;
}

/** Rings the session at an agent; who had it keeps a place for it until somebody accepts. */
export function ring(draft: Draft, { agentId, number, purpose, reason }: Ring): void {
  const { session } = draft;
  withdrawOffer(draft);
  abandonSearch(draft);
  resume(draft, because('transfer', 'A transfer ends the hold'));
  if (session.serving) {
    session.fallback = session.serving;
    session.serving = null;
    session.queuedSinceMs = draft.nowMs;
  }
  session.status = 'offered';
  session.round.endedAtMs = null;
  session.offer = {
    agentId,
    number,
    offeredAtMs: draft.nowMs,
    offlineSinceMs: null,
    removed: false,
    purpose,
  };
  record(draft, 'session.offered', { atMs: draft.nowMs, reason, data: { agentId, purpose } });
  notify(draft, { agentId }, 'offered', { atMs: draft.nowMs, text: 'A chat is ringing' });
}

/** An offer that a supervisor's decision overtakes: a late accept is told that it expired. */
function withdrawOffer(draft: Draft): void {
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
  type: 'session.assigned' | 'session.reassigned' | 'session.transferred';
  reason: Reason;
}

/** From here on the agent serves: everybody else lets go, and the response clock of an open wait starts. */
export function serve(draft: Draft, { agentId, number, type, reason }: Service): void {
  const { session, nowMs } = draft;
  const from = session.serving ?? session.fallback;
  if (session.offer?.number !== number) withdrawOffer(draft);
  if (from && from.number !== number) release(draft, from.number, from.agentId);
  if (session.search?.number !== number) abandonSearch(draft);
  resume(draft, because('assignment', 'An assignment ends the hold'));
  session.serving = {
    agentId,
    number,
    assignedAtMs: nowMs,
    offlineSinceMs: session.offer?.offlineSinceMs ?? null,
    removed: false,
    reassignmentTriedAtMs: null,
  };
  Object.assign(session, { offer: null, fallback: null, search: null, status: 'active' });
  session.round.endedAtMs = null;
  session.expiredOffers = session.expiredOffers.filter((expired) => expired !== agentId);
  session.lastAgentId = agentId;
  session.firstServedAtMs ??= nowMs;
  if (session.wait) session.wait.clockStartedAtMs ??= nowMs;
  if (session.awaiting === 'none') session.idle = { fromMs: nowMs, spentMs: 0, reminded: 0 };
  if (type === 'session.reassigned') {
    session.reassignments += 1;
    session.hops += 1;
  }
  record(draft, type, {
    atMs: nowMs,
    reason,
    data: { agentId, fromAgentId: from?.agentId ?? null },
  });
  notify(draft, { agentId }, 'assigned', { atMs: nowMs, text: 'A chat is yours' });
}

/** Missed by all, the session goes back to the agent who had it and is there. */
export function returnToFallback(draft: Draft, fallback: Serving, reason: Reason): void {
  const { agentId, number } = fallback;
  serve(draft, { agentId, number, type: 'session.assigned', reason });
}

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
    type: ACCEPTED_AS[offer.purpose],
    reason: because(`accept by ${agentId}`, 'An accepted offer makes the agent serve'),
  });
  return null;
}

const ACCEPTED_AS: Record<SearchPurpose, Service['type']> = {
  queue: 'session.assigned',
  reassignment: 'session.reassigned',
  offline: 'session.assigned',
  transfer: 'session.transferred',
};

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
