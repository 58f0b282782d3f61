/** What a search brings: an agent, nobody, or a failure (docs/rules.md, "Assignment"). */

import { alertSupervisors, because, record, release, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import type { AgentFound, Candidate, EffectFailed, NoAgentFound } from './event.ts';
import { resume } from './holding.ts';
import { returnToFallback, ring, serve } from './reception.ts';
import { abandonSearch, seek, startRound } from './search.ts';
import type { DirectedSearch, Search, SearchPurpose, Serving } from './session.ts';

/** An agent is reserved: for the search under way, or for one that is over and no longer wants anybody. */
export function agentFound(draft: Draft, event: AgentFound): void {
  const { session } = draft;
  const own = event.sessionId === session.id && session.status !== 'closed';
  if (own && session.directed?.number === event.number) {
    directedFound(draft, event, session.directed);
  } else if (own && session.search?.number === event.number) {
    searchFound(draft, event, session.search);
  } else if (!holdsNumber(draft, event)) {
    release(draft, event.number, event.agentId, 'released', event.sessionId);
  }
}

/** The same find may be told twice, by the search and by the agent who came free: it must not be undone. */
function holdsNumber({ session }: Draft, event: AgentFound): boolean {
  if (event.sessionId !== session.id) return false;
  return [session.serving, session.offer, session.fallback].some(
    (held) => held?.number === event.number,
  );
}

function directedFound(draft: Draft, event: AgentFound, directed: DirectedSearch): void {
  const { session } = draft;
  session.directed = null;
  const { agentId, number } = event;
  draft.effects.push({ type: 'verdict', number, outcome: 'assigned' });
  if (session.serving?.agentId === agentId) {
    // The agent came to the session by another way meanwhile.
    release(draft, number, agentId);
    draft.changed = true;
    return;
  }
  const transfer = directed.purpose === 'transfer';
  const reason: Reason = {
    trigger: `${directed.purpose} by ${directed.by}${directed.reason ? `: ${directed.reason}` : ''}`,
    rule: transfer
      ? 'A transfer goes to the agent named'
      : 'A supervisor’s assignment never rings and withdraws an offer',
    dueAtMs: null,
    candidates: event.candidates,
  };
  const { absent } = directed;
  if (transfer && session.settings.values.reception.mode === 'manual') {
    ring(draft, { agentId, number, purpose: 'transfer', absent, reason });
  } else {
    serve(draft, { agentId, number, purpose: transfer ? 'transfer' : null, absent, reason });
  }
}

const FOUND_RULE: Record<SearchPurpose, string> = {
  queue: 'A session that nobody has goes to the first candidate',
  reassignment: 'A session left unanswered goes to another agent',
  offline: 'A waiting customer is never kept by an agent who is gone',
  transfer: 'A transfer to a skill goes to the first candidate who has it',
};

function searchFound(draft: Draft, event: AgentFound, search: Search): void {
  const { session } = draft;
  const { purpose, absent } = search;
  const { agentId, number, candidates } = event;
  session.search = null;
  if (session.round.endedAtMs !== null) {
    startRound(
      draft,
      because(`${agentId} came free`, 'An agent who comes free begins a new round'),
    );
  }
  const reason = { ...reasonOf(search, candidates), rule: FOUND_RULE[purpose] };
  const found = { agentId, number, purpose, absent, reason };
  if (session.settings.values.reception.mode === 'manual') ring(draft, found);
  else serve(draft, found);
}

const reasonOf = ({ number, purpose, dueAtMs }: Search, candidates: Candidate[]): Reason => ({
  trigger: `search ${String(number)} (${purpose})`,
  rule: 'Nobody can take the session now',
  dueAtMs,
  candidates,
});

/** Nobody could be reserved. */
export function noAgentFound(draft: Draft, event: NoAgentFound): void {
  const { session } = draft;
  if (event.sessionId !== session.id || session.status === 'closed') return;
  if (session.directed?.number === event.number) {
    session.directed = null;
    draft.changed = true;
    draft.effects.push({ type: 'verdict', number: event.number, outcome: 'agent_unavailable' });
    release(draft, event.number, null);
  } else if (session.search?.number === event.number && !session.search.ticketed) {
    nobodyFound(draft, event.candidates, session.search);
  }
}

function nobodyFound(draft: Draft, candidates: Candidate[], search: Search): void {
  const { session } = draft;
  const { serving, fallback } = session;
  const { purpose } = search;
  const reason = reasonOf(search, candidates);
  if (serving && purpose !== 'transfer' && mayKeep(draft, serving)) {
    keep(draft, serving, reason);
  } else if (serving) {
    lose(draft, serving, reason);
    if (purpose === 'reassignment') seek(draft, 'queue');
    else waitInQueue(draft);
  } else if (fallback) {
    afterAllMissed(draft, fallback, reason, purpose);
  } else {
    record(draft, 'session.queued', { atMs: draft.nowMs, reason });
    waitInQueue(draft);
  }
  alertSupervisors(draft, 'nobody_available', reason, 'Nobody is available for a waiting customer');
}

const isThere = (serving: Serving): boolean => serving.offlineSinceMs === null && !serving.removed;

/** An agent gone for less than the grace time may come back without losing the session. */
function mayKeep({ session, nowMs }: Draft, serving: Serving): boolean {
  const { graceSeconds } = session.settings.values.offline;
  const { offlineSinceMs, removed } = serving;
  return !removed && (offlineSinceMs === null || nowMs < offlineSinceMs + graceSeconds * 1000);
}

/** An agent who is there keeps the session; it is tried again each interval. */
function keep(draft: Draft, serving: Serving, reason: Reason): void {
  abandonSearch(draft);
  serving.reassignmentTriedAtMs = draft.nowMs;
  record(draft, 'session.reassignment_skipped', {
    atMs: draft.nowMs,
    reason: { ...reason, rule: 'Nobody else can take it: the agent who has it keeps it' },
    data: { agentId: serving.agentId },
  });
}

/** The agent loses the session to the queue, where it keeps its original place. */
function lose(draft: Draft, lost: Serving, reason: Reason): void {
  const { session } = draft;
  resume(draft, because('loss of the agent', 'A session without an agent is not on hold'));
  release(draft, lost.number, lost.agentId);
  session.serving = null;
  session.fallback = null;
  session.status = 'queued';
  session.queuedSinceMs = draft.nowMs;
  record(draft, 'session.queued', {
    atMs: draft.nowMs,
    reason,
    data: { lostAgentId: lost.agentId },
  });
}

/** A transfer to a skill that nobody has free goes to the queue; what rang and was missed goes back. */
function afterAllMissed(
  draft: Draft,
  fallback: Serving,
  reason: Reason,
  purpose: SearchPurpose,
): void {
  abandonSearch(draft);
  const rang = purpose !== 'transfer' || draft.session.round.tried.length > 0;
  if (rang && isThere(fallback)) {
    returnToFallback(draft, fallback, { ...reason, rule: 'Missed by all: back to who had it' });
  } else {
    lose(draft, fallback, reason);
    seek(draft, 'queue');
  }
}

/** The ticket waits for an agent to come free; when somebody was tried, a new round follows as well. */
function waitInQueue({ session, nowMs }: Draft): void {
  if (session.search) {
    session.search = {
      ...session.search,
      purpose: 'queue',
      ticketed: true,
      dueAtMs: null,
      absent: null,
    };
  }
  if (session.round.tried.length > 0) session.round.endedAtMs = nowMs;
}

/** A search that failed for good is one that found nobody, and is tried again after the accept time. */
export function effectFailed(draft: Draft, event: EffectFailed): void {
  const { session } = draft;
  if (event.sessionId !== session.id || session.status === 'closed') return;
  record(draft, 'session.effect_failed', {
    atMs: draft.nowMs,
    reason: because(event.effect, event.reason),
  });
  if (event.effect === 'extendCalendar') session.extendingCalendar = false;
  if (event.effect === 'loadSettings') goOnUnderFormerSettings(draft);
  if (event.number === null) return;
  noAgentFound(draft, {
    type: 'noAgentFound',
    sessionId: session.id,
    number: event.number,
    candidates: [],
  });
  if (session.search?.ticketed) session.round.endedAtMs ??= draft.nowMs;
}

/** Better a customer served under the settings of the session before than one whom nobody looks after. */
function goOnUnderFormerSettings(draft: Draft): void {
  const { session } = draft;
  if (!session.settingsProvisional) return;
  session.settingsProvisional = false;
  if (session.status === 'queued' && session.search === null) seek(draft, 'queue');
}
