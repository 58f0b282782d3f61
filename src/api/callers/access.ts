/** Narrows what a role allows to the caller's channels, sessions and agent. */

import { Unavailable } from '../../client/unavailable.ts';
import type { Giver } from '../../core/event.ts';
import { coversChannel, isVisible, seesAll, type Visibility } from '../../core/visibility.ts';
import type { Dependencies } from '../dependencies.ts';
import { liveSession } from './live-session.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import { findSession } from '../../store/sessions/read.ts';

/** The sessions that a caller may see. An agent's credential without an agent sees none. */
export function visibilityOf({ role, agentId, channels }: Caller): Visibility {
  const own = agentId === null ? [] : [agentId];
  return { channels, agentIds: role === 'agent' ? own : null };
}

/**
 * Refuses a session that the caller may not see, in the words for one that does not exist. What the database says may
 * be a moment old, so the workflow is asked before a refusal.
 *
 * @throws Problem `not_found`
 */
export async function requireSession(
  dependencies: Dependencies,
  caller: Caller,
  id: string,
): Promise<void> {
  const visibility = visibilityOf(caller);
  if (seesAll(visibility)) return;
  const saved = await findSession(dependencies.models, id);
  if (saved !== null && isVisible(visibility, saved)) return;
  if (saved?.status !== 'closed' && (await isVisibleNow(dependencies, visibility, id))) return;
  throw notFound('session');
}

async function isVisibleNow(
  dependencies: Dependencies,
  visibility: Visibility,
  id: string,
): Promise<boolean> {
  try {
    const now = await liveSession(dependencies, id);
    return now !== null && isVisible(visibility, now.view);
  } catch (error) {
    if (error instanceof Unavailable) return false;
    throw error;
  }
}

/** @throws Problem `forbidden` when the credential is for other channels */
export function requireChannel({ channels }: Caller, channel: string): void {
  if (coversChannel(channels, channel)) return;
  throw new Problem('forbidden', 'This credential is for other channels.');
}

/** The caller as the session's rules know it. A customer's link is an integration's doing. */
export const giverOf = ({ role, agentId }: Caller): Giver => ({
  agentId,
  role: role === 'public' ? 'integration' : role,
});

/** The doer, as the log of decisions names it: the agent, or else the credential. */
export const actorOf = ({ role, agentId, id }: Caller): string =>
  role === 'agent' && agentId !== null ? agentId : id;

/**
 * An agent ends as itself, and only who may see all sessions ends as an admin.
 *
 * @throws Problem `forbidden`
 */
export function requireEnder(
  caller: Caller,
  { by, id }: { by: string; id?: string | undefined },
): void {
  if (caller.role === 'agent' && by !== 'agent') {
    throw new Problem('forbidden', 'An agent may end a session as itself only.');
  }
  if (by === 'agent') requireOwnAgent(caller, id ?? caller.agentId);
  if (by === 'admin' && caller.role === 'integration') {
    throw new Problem('forbidden', 'An integration ends sessions for agents and customers.');
  }
}

/**
 * Refuses an agent that the caller may not see, in the words for one that does not exist: agents see themselves.
 *
 * @throws Problem `not_found`
 */
export function requireVisibleAgent(caller: Caller, agentId: string): void {
  if (caller.role === 'agent' && caller.agentId !== agentId) throw notFound('agent');
}

/**
 * A takeover is one's own: whoever is an agent takes over as that agent, everybody else may name one.
 *
 * @throws Problem `forbidden`
 */
export function requireOwnTakeover({ agentId }: Caller, takenBy: string): void {
  if (agentId === null || agentId === takenBy) return;
  throw new Problem('forbidden', 'A takeover is for oneself.');
}

/**
 * An agent speaks and acts for itself alone; everybody else for any agent.
 *
 * @throws Problem `forbidden`
 */
export function requireOwnAgent(caller: Caller, agentId: string | null): void {
  if (caller.role !== 'agent' || caller.agentId === agentId) return;
  throw new Problem('forbidden', 'An agent may act for itself only.');
}
