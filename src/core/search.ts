/** Looking for an agent, under numbers that each end for good (docs/rules.md, "Assignment"). */

import { record, release, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import type { DirectedSearch, SearchPurpose } from './session.ts';

/** Takes an agent's place in question: logged at once, for the search may yet be overtaken. */
export function startSearch(draft: Draft, purpose: SearchPurpose, reason: Reason): void {
  const { session } = draft;
  seek(draft, purpose, reason.dueAtMs);
  record(draft, 'session.search_started', {
    atMs: reason.dueAtMs ?? draft.nowMs,
    reason,
    data: { purpose, number: session.assignmentNumber, skill: session.skill },
  });
}

/** Everybody is a candidate again. */
export function startRound(draft: Draft, reason: Reason): void {
  draft.session.round = { tried: [], endedAtMs: null };
  record(draft, 'session.round_started', { atMs: reason.dueAtMs ?? draft.nowMs, reason });
}

/**
 * Starts a search under a new assignment number; a search under way is given up.
 *
 * @param dueAtMs when the timer was due that asks for it, for the log of its outcome
 */
export function seek(draft: Draft, purpose: SearchPurpose, dueAtMs: number | null = null): void {
  const { session } = draft;
  // A queued successor waits for its own settings; `settingsLoaded` starts the search.
  if (session.settingsProvisional && session.status === 'queued') return;
  abandonSearch(draft);
  session.assignmentNumber += 1;
  session.round.endedAtMs = null;
  session.search = {
    number: session.assignmentNumber,
    purpose,
    ticketed: false,
    dueAtMs,
    absent: null,
  };
  draft.changed = true;
  const keeper = session.serving ?? session.fallback;
  const tried = session.round.tried.filter((agentId) => agentId !== keeper?.agentId);
  draft.effects.push({
    type: 'findAgent',
    request: {
      sessionId: session.id,
      conversationId: session.conversationId,
      channel: session.channel,
      skill: session.skill,
      number: session.assignmentNumber,
      excluded: [
        ...(keeper ? [{ agentId: keeper.agentId, reason: 'has the session' }] : []),
        ...tried.map((agentId) => ({ agentId, reason: 'tried in this round' })),
      ],
      preferredAgentId: session.settings.values.assignment.preferLastAgent
        ? session.lastAgentId
        : null,
      strategy: session.settings.values.assignment.strategy,
      queue: leavesTicket(draft, purpose),
      placeMs: session.createdAtMs,
    },
  });
}

/** A search whose failure would leave the session with somebody who is there needs no place in the queue. */
function leavesTicket({ session }: Draft, purpose: SearchPurpose): boolean {
  return session.fallback === null && purpose !== 'reassignment';
}

/** Gives up a search: its number is ended, so that a late result holds nobody. */
export function abandonSearch(draft: Draft): void {
  const { session } = draft;
  if (session.search) release(draft, session.search.number, null);
  session.search = null;
}

/** Gives up reserving a named agent; whoever asked is told. */
export function abandonDirected(draft: Draft): void {
  const { directed } = draft.session;
  if (!directed) return;
  release(draft, directed.number, null);
  draft.effects.push({ type: 'verdict', number: directed.number, outcome: 'agent_unavailable' });
  draft.session.directed = null;
}

/** Reserves one named agent; the session stays where it is until that succeeds. */
export function seekDirected(draft: Draft, input: Omit<DirectedSearch, 'number' | 'absent'>): void {
  const { session } = draft;
  abandonDirected(draft);
  session.assignmentNumber += 1;
  session.directed = { ...input, number: session.assignmentNumber, absent: null };
  draft.changed = true;
  draft.effects.push({
    type: 'reserveAgent',
    request: {
      sessionId: session.id,
      conversationId: session.conversationId,
      channel: session.channel,
      number: session.assignmentNumber,
      agentId: input.agentId,
      beyondCapacity: input.purpose === 'takeover',
    },
  });
}
