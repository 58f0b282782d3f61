/** What a search brings: an agent, nobody, or a failure (docs/rules.md, "Assignment"). */

import { alertSupervisors, because, record, release, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import type { AgentFound, Candidate, EffectFailed, NoAgentFound } from './event.ts';
import { returnToFallback, ring, serve } from './reception.ts';
import { abandonSearch, seek } from './search.ts';
import type { DirectedSearch, SearchPurpose, Serving } from './session.ts';

/** An agent is reserved: for the search under way, or for one that is over and no longer wants anybody. */
export function agentFound(draft: Draft, event: AgentFound): void {
  const { session } = draft;
  const own = event.sessionId === session.id && session.status !== 'closed';
  if (own && session.directed?.number === event.number) {
    directedFound(draft, event, session.directed);
  } else if (own && session.search?.number === event.number) {
    searchFound(draft, event, session.search.purpose);
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
  const transfer = directed.purpose === 'transfer';
  const reason: Reason = {
    trigger: `${directed.purpose} by ${directed.by}${directed.reason ? `: ${directed.reason}` : ''}`,
    rule: transfer
      ? 'A transfer goes to the agent named'
      : 'A supervisor’s assignment never rings and withdraws an offer',
    dueAtMs: null,
    candidates: event.candidates,
  };
  if (transfer && session.settings.values.reception.mode === 'manual') {
    ring(draft, { agentId, number, purpose: 'transfer', reason });
  } else {
    serve(draft, {
      agentId,
      number,
      type: transfer ? 'session.transferred' : 'session.assigned',
      reason,
    });
  }
}

const FOUND_RULE: Record<SearchPurpose, string> = {
  queue: 'A session that nobody has goes to the first candidate',
  reassignment: 'A session left unanswered goes to another agent',
  offline: 'A waiting customer is never kept by an agent who is gone',
  transfer: 'A transfer to a skill goes to the first candidate who has it',
};

function searchFound(draft: Draft, event: AgentFound, purpose: SearchPurpose): void {
  const { session } = draft;
  session.search = null;
  const { agentId, number, candidates } = event;
  const reason: Reason = {
    trigger: `search ${String(number)} (${purpose})`,
    rule: FOUND_RULE[purpose],
    dueAtMs: null,
    candidates,
  };
  if (session.settings.values.reception.mode === 'manual') {
    ring(draft, { agentId, number, purpose, reason });
  } else {
    const type = purpose === 'reassignment' ? 'session.reassigned' : 'session.assigned';
    serve(draft, { agentId, number, type, reason });
  }
}

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
    nobodyFound(draft, event.candidates, session.search.purpose);
  }
}

function nobodyFound(draft: Draft, candidates: Candidate[], purpose: SearchPurpose): void {
  const { session } = draft;
  const { serving, fallback } = session;
  const reason: Reason = {
    trigger: `search ${String(session.assignmentNumber)} (${purpose})`,
    rule: 'Nobody can take the session now',
    dueAtMs: null,
    candidates,
  };
  if (serving && (purpose === 'reassignment' || purpose === 'offline') && isThere(serving)) {
    keep(draft, serving, reason);
  } else if (serving) {
    lose(draft, reason);
    if (purpose === 'reassignment') seek(draft, 'queue');
    else waitInQueue(draft);
  } else if (fallback) {
    afterAllMissed(draft, fallback, reason);
  } else {
    record(draft, 'session.queued', { atMs: draft.nowMs, reason });
    waitInQueue(draft);
  }
  alertSupervisors(draft, 'nobody_available', reason, 'Nobody is available for a waiting customer');
}

const isThere = (serving: Serving): boolean => serving.offlineSinceMs === null && !serving.removed;

/** An agent who is there keeps the session; it is tried again each interval. */
function keep(draft: Draft, serving: Serving, reason: Reason): void {
  abandonSearch(draft);
  serving.reassignmentTriedAtMs = draft.nowMs;
  record(draft, 'session.reassignment_skipped', {
    atMs: draft.nowMs,
    reason: { ...reason, rule: 'Nobody else can take it: the agent, who is there, keeps it' },
    data: { agentId: serving.agentId },
  });
}

/** The agent loses the session to the queue, where it keeps its original place. */
function lose(draft: Draft, reason: Reason): void {
  const { session } = draft;
  const lost = session.serving;
  if (lost) release(draft, lost.number, lost.agentId);
  session.serving = null;
  session.status = 'queued';
  session.queuedSinceMs = draft.nowMs;
  record(draft, 'session.queued', {
    atMs: draft.nowMs,
    reason,
    data: { lostAgentId: lost?.agentId ?? null },
  });
}

function afterAllMissed(draft: Draft, fallback: Serving, reason: Reason): void {
  abandonSearch(draft);
  if (isThere(fallback)) {
    returnToFallback(draft, fallback, { ...reason, rule: 'Missed by all: back to who had it' });
    return;
  }
  release(draft, fallback.number, fallback.agentId);
  draft.session.fallback = null;
  record(draft, 'session.queued', { atMs: draft.nowMs, reason });
  seek(draft, 'queue');
}

/** The ticket waits for an agent to come free; when somebody was tried, a new round follows as well. */
function waitInQueue({ session, nowMs }: Draft): void {
  if (session.search) session.search = { ...session.search, purpose: 'queue', ticketed: true };
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
  if (event.number === null) return;
  noAgentFound(draft, {
    type: 'noAgentFound',
    sessionId: session.id,
    number: event.number,
    candidates: [],
  });
  if (session.status === 'queued') session.round.endedAtMs ??= draft.nowMs;
}
