import type { ReleaseRequest } from '../core/effect.ts';
import type { ActivityContext } from './context.ts';
import { drain } from './drain.ts';
import { removeTicket } from '../store/queue/tickets.ts';
import { endNumber } from '../store/agents/reservation.ts';

/**
 * Ends an assignment number for good and gives the agent's room to the queue, but not to the session that was just
 * released. Every step may be repeated.
 */
export async function releaseAgent(
  context: ActivityContext,
  request: ReleaseRequest,
): Promise<void> {
  const freed = await endNumber(context.models, request);
  await removeTicket(context.models, request);
  if (freed === null) return;
  await drain(context, freed, { except: [request.sessionId], keepRounds: false });
}
