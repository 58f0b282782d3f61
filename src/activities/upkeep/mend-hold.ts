/** Mends a hold that its session and its agent do not agree about. */

import { addHold } from '../../store/agents/holds.ts';
import type { Hold } from '../../store/agents/reservation.ts';
import { removeTicket } from '../../store/queue/tickets.ts';
import type { UpkeepContext } from './context.ts';

/**
 * Tells a session of the agent who was reserved for it; told twice, it is the same.
 *
 * @returns false when its workflow is gone
 */
export async function tellHeld(
  { models, client }: UpkeepContext,
  { agentId, conversationId, sessionId, number }: Hold & { agentId: string },
): Promise<boolean> {
  const outcome = await client.signalConversation(conversationId, {
    type: 'agentFound',
    ...{ sessionId, number, agentId },
    candidates: [{ agentId, reason: 'was reserved before, and is told of only now' }],
  });
  if (outcome === 'gone') return false;
  await removeTicket(models, { sessionId, number });
  return true;
}

/**
 * Gives an agent a hold that its session relies on, whether or not there is room and whatever the agent's presence: the
 * session has that agent already. A release that comes first leaves its mark, and nothing is held then.
 *
 * @returns false when there is no such agent, or the number was released meanwhile
 */
export async function holdAgain(
  { models, temporal }: UpkeepContext,
  agentId: string,
  hold: Hold,
): Promise<boolean> {
  if (!(await addHold(models, agentId, hold))) return false;
  // While it was not held, the session was not told of the agent's presence either.
  await temporal.agentChanged(agentId);
  return true;
}
