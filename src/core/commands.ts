/** Assign, transfer, and an agent who comes and goes. */

import { because, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import type { AgentPresence, Assign, Transfer } from './event.ts';
import { resume } from './holding.ts';
import { absenceOf, serve, withdrawOffer } from './reception.ts';
import { abandonDirected, seekDirected, startSearch } from './search.ts';
import type { Absence } from './session.ts';

/** A supervisor's assignment reserves first; the session stays where it is until that succeeds. */
export function assign(draft: Draft, { agentId, by, takeover }: Assign): void {
  const purpose = takeover ? 'takeover' : 'assign';
  const rule = 'An agent who holds a place for the session needs no other one';
  if (!serveWhoHolds(draft, agentId, because(`${purpose} by ${by}`, rule))) {
    seekDirected(draft, { agentId, purpose, by, reason: null });
  }
}

/** To an agent by name, or to whoever has a skill: a skill that nobody has free queues. */
export function transfer(draft: Draft, { to, by, reason }: Transfer): void {
  const { session } = draft;
  const trigger = `transfer by ${by}${reason ? `: ${reason}` : ''}`;
  if ('agentId' in to) {
    if (session.offer?.agentId === to.agentId) return;
    const back = because(trigger, 'The agent who had the session takes it back');
    if (!serveWhoHolds(draft, to.agentId, back)) {
      seekDirected(draft, { agentId: to.agentId, purpose: 'transfer', by, reason });
    }
    return;
  }
  const why = because(trigger, `A transfer to the skill ${to.skill}`);
  abandonDirected(draft);
  withdrawOffer(draft);
  resume(draft, why);
  session.skill = to.skill;
  session.round = { tried: [], endedAtMs: null };
  const had = session.serving ?? session.fallback;
  if (!session.serving) session.status = 'queued';
  startSearch(draft, had ? 'transfer' : 'queue', why);
}

/** Whoever serves, is rung or would get the session back holds a place for it already. */
function serveWhoHolds(draft: Draft, agentId: string, reason: Reason): boolean {
  const { serving, offer, fallback } = draft.session;
  const held = [serving, offer, fallback].find((holder) => holder?.agentId === agentId);
  if (!held) return false;
  if (draft.session.directed) {
    abandonDirected(draft);
    draft.changed = true;
  }
  if (held !== serving) {
    serve(draft, { agentId, number: held.number, purpose: null, absent: absenceOf(held), reason });
  }
  return true;
}

/** Presence counts for whoever serves, is rung, would get the session back, or is being reserved. */
export function agentPresence(draft: Draft, event: AgentPresence): void {
  const { session } = draft;
  const removed = event.presence === 'removed';
  const offlineSinceMs = event.presence === 'offline' || removed ? event.sinceMs : null;
  for (const agent of [session.serving, session.offer, session.fallback]) {
    if (agent?.agentId !== event.agentId) continue;
    if (agent.offlineSinceMs === offlineSinceMs && agent.removed === removed) continue;
    agent.offlineSinceMs = offlineSinceMs;
    agent.removed = removed;
    draft.changed = true;
  }
  rememberAbsence(draft, event);
}

/** The news that a reserved agent went away may arrive ahead of the news that the agent was reserved. */
function rememberAbsence(draft: Draft, { agentId, presence, sinceMs }: AgentPresence): void {
  const { search, directed } = draft.session;
  const away = presence === 'offline' || presence === 'removed';
  const absent = away ? { agentId, sinceMs, removed: presence === 'removed' } : null;
  for (const pending of [search?.ticketed ? null : search, directed]) {
    if (!pending) continue;
    if (pending === directed && directed.agentId !== agentId) continue;
    if (absent === null && pending.absent?.agentId !== agentId) continue;
    if (absent !== null && isSame(pending.absent, absent)) continue;
    pending.absent = absent;
    draft.changed = true;
  }
}

const isSame = (a: Absence | null, b: Absence): boolean =>
  a?.agentId === b.agentId && a.sinceMs === b.sinceMs && a.removed === b.removed;
