import { removeTicket } from '../../store/queue/tickets.ts';
import type { Hold } from '../../store/agents/reservation.ts';
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
