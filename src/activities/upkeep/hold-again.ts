import { heldKey, type Held } from '../../store/agents/schema.ts';
import { isDuplicateKey } from '../../store/errors.ts';
import { raw } from '../../store/raw.ts';
import type { Hold } from '../../store/agents/reservation.ts';
import type { UpkeepContext } from './context.ts';

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
  const { sessionId, conversationId, number } = hold;
  const key = heldKey(sessionId, number);
  const held: Held = {
    ...{ key, sessionId, conversationId, number },
    ...{ active: true, accepted: false, at: new Date() },
  };
  try {
    const { matchedCount } = await raw(models.agents).updateOne(
      { _id: agentId, kind: 'agent', 'held.key': { $ne: key } },
      { $push: { held } },
    );
    if (matchedCount === 0) return false;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
  // While it was not held, the session was not told of the agent's presence either.
  await temporal.agentChanged(agentId);
  return true;
}
