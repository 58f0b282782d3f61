/** Assign, transfer, and an agent who comes and goes. */

import { because, record, type Draft } from './draft.ts';
import type { AgentPresence, Assign, Transfer } from './event.ts';
import { resume } from './holding.ts';
import { moveOn } from './reception.ts';
import { seek, seekDirected } from './search.ts';

/** A supervisor's assignment reserves first; the session stays where it is until that succeeds. */
export function assign(draft: Draft, { agentId, by, takeover }: Assign): void {
  if (draft.session.serving?.agentId === agentId) return;
  seekDirected(draft, { agentId, purpose: takeover ? 'takeover' : 'assign', by, reason: null });
}

/** To an agent by name, or to whoever has a skill: a skill that nobody has free queues. */
export function transfer(draft: Draft, { to, by, reason }: Transfer): void {
  const { session } = draft;
  if ('agentId' in to) {
    if (session.serving?.agentId === to.agentId) return;
    seekDirected(draft, { agentId: to.agentId, purpose: 'transfer', by, reason });
    return;
  }
  const why = because(`transfer by ${by}${reason ? `: ${reason}` : ''}`, 'A transfer to a skill');
  resume(draft, why);
  session.skill = to.skill;
  session.round = { tried: [], endedAtMs: null };
  record(draft, 'session.transferred', {
    atMs: draft.nowMs,
    reason: why,
    data: { skill: to.skill },
  });
  if (session.offer) {
    moveOn(draft, session.offer, 'released', why);
  } else {
    seek(draft, session.serving ? 'transfer' : 'queue');
  }
}

/** Presence counts for whoever serves, is rung, or would get the session back. */
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
}
