/** What a caller may see and do beside what its role says: its channels, its own sessions, its own agent. */

import { trusted, type QueryFilter } from 'mongoose';
import { Unavailable } from '../../client/unavailable.ts';
import type { SessionDocument } from '../../store/sessions/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { liveSession } from '../sessions/live-session.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import { findSession } from '../../store/sessions/read.ts';

/** What decides whose a session is. */
interface Owned {
  channel: string;
  agentId: string | null;
  offer: { agentId: string } | null;
}

const seesAll = ({ role, channels }: Caller): boolean => role !== 'agent' && channels === null;

/** Whether a session is the caller's to see: an agent's own are those it has, had last, or is offered. */
function inScope(caller: Caller, { channel, agentId, offer }: Owned): boolean {
  if (caller.channels !== null && !caller.channels.includes(channel)) return false;
  if (caller.role !== 'agent') return true;
  return (
    caller.agentId !== null && (agentId === caller.agentId || offer?.agentId === caller.agentId)
  );
}

/** The same for a list: narrows a search to what the caller may see. */
export function scopeOf({ role, agentId, channels }: Caller): QueryFilter<SessionDocument> {
  const filters: QueryFilter<SessionDocument>[] = [];
  if (channels !== null) filters.push({ channel: trusted({ $in: [...channels] }) });
  if (role === 'agent') {
    // An agent's credential without an agent owns nothing; no session has this one.
    const own = agentId ?? '';
    filters.push(trusted({ $or: [{ agentId: own }, { 'offer.agentId': own }] }));
  }
  return filters.length === 0 ? {} : trusted({ $and: filters });
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
  if (seesAll(caller)) return;
  const saved = await findSession(dependencies.models, id);
  if (saved !== null && inScope(caller, saved)) return;
  if (saved?.status !== 'closed' && (await isOwnNow(dependencies, caller, id))) return;
  throw notFound('session');
}

async function isOwnNow(dependencies: Dependencies, caller: Caller, id: string): Promise<boolean> {
  try {
    const now = await liveSession(dependencies, id);
    return now !== null && inScope(caller, now.view);
  } catch (error) {
    if (error instanceof Unavailable) return false;
    throw error;
  }
}

/** @throws Problem `forbidden` when the credential is for other channels */
export function requireChannel({ channels }: Caller, channel: string): void {
  if (channels === null || channels.includes(channel)) return;
  throw new Problem('forbidden', 'This credential is for other channels.');
}

/** Who did it, as the log of decisions says: the agent, or else the credential. */
export const actorOf = ({ role, agentId, id }: Caller): string =>
  role === 'agent' && agentId !== null ? agentId : id;

/**
 * Lets an agent through who has the session now; everybody else passes. The workflow is asked, for it alone knows who
 * has a session at this moment.
 *
 * @throws Problem `not_found` when it is not the agent's at all, `not_assigned` when it is offered, or was lost
 * @throws Unavailable
 */
export async function requireHeld(
  dependencies: Dependencies,
  caller: Caller,
  id: string,
): Promise<void> {
  if (caller.role !== 'agent') return;
  await requireSession(dependencies, caller, id);
  const now = await liveSession(dependencies, id);
  // Without a workflow the session is closed, and says so itself.
  if (now === null || now.view.agentId === caller.agentId) return;
  throw new Problem('not_assigned', 'The agent does not have this session.');
}

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
