/** Gives an agent's free capacity to the session that has waited longest. */

import { unavailable } from '../core/agents/candidates.ts';
import { anyAgent } from '../store/agents/holds.ts';
import type { TicketDocument } from '../store/queue/ticket-schema.ts';
import { loadAgent, stateOf } from '../store/agents/states.ts';
import type { ActivityContext } from './context.ts';
import { noteServed } from '../store/queue/rates.ts';
import {
  oldestTicket,
  removeTicket,
  ticketsOf,
  type TicketSearch,
} from '../store/queue/tickets.ts';
import { activeHolds, endNumber, holderOf, reserve } from '../store/agents/reservation.ts';

export interface DrainOptions extends Pick<TicketSearch, 'except' | 'keepRounds'> {
  /** Its own activity tells this session what it got. */
  untold?: string;
}

/**
 * Gives an agent the oldest tickets, one by one, while there is room: reserves, tells the session, removes the ticket.
 * Sessions that an earlier try reserved without telling are told first, so that a crash between any two steps is healed
 * by trying again.
 *
 * @returns the tickets given now
 */
export async function drain(
  context: ActivityContext,
  agentId: string,
  options: DrainOptions,
): Promise<TicketDocument[]> {
  const { models } = context;
  await tellReserved(context, agentId, options);
  const except = [...options.except];
  const given: TicketDocument[] = [];
  for (;;) {
    const document = await loadAgent(models, agentId);
    if (!document) return given;
    const agent = stateOf(document);
    if (unavailable(agent) !== null) return given;
    const ticket = await oldestTicket(models, agent, { ...options, except });
    if (!ticket) return given;
    const reservation = await reserve(models, agentId, holdOf(ticket));
    if (reservation === 'reserved') {
      await Promise.all([noteServed(models, ticket), tell(context, agentId, ticket, options)]);
      given.push(ticket);
    } else if (reservation === 'taken') {
      // Ended: a late writer left the ticket behind. Held: whoever reserved is about to tell.
      if ((await holderOf(models, holdOf(ticket))) === null)
        await removeTicket(models, holdOf(ticket));
      except.push(ticket._id);
    }
    // Refused: the agent's room went to somebody else just now; the next look ends it.
  }
}

/** Tells the sessions whose numbers the agent holds while their tickets still wait. */
async function tellReserved(
  context: ActivityContext,
  agentId: string,
  options: DrainOptions,
): Promise<void> {
  const agent = await anyAgent(context.models, agentId);
  if (!agent) return;
  const holds = activeHolds(agent);
  const tickets = await ticketsOf(
    context.models,
    holds.map(({ sessionId }) => sessionId),
  );
  for (const ticket of tickets) {
    const reserved = holds.some(
      ({ sessionId, number }) => sessionId === ticket._id && number === ticket.number,
    );
    if (reserved) await tell(context, agentId, ticket, options);
  }
}

async function tell(
  { models, client }: ActivityContext,
  agentId: string,
  ticket: TicketDocument,
  { untold }: DrainOptions,
): Promise<void> {
  const hold = holdOf(ticket);
  if (ticket._id !== untold) {
    const outcome = await client.signalConversation(ticket.conversationId, {
      type: 'agentFound',
      sessionId: ticket._id,
      number: ticket.number,
      agentId,
      candidates: [{ agentId, reason: 'came free, and this session waited longest' }],
    });
    if (outcome === 'gone') await endNumber(models, { ...hold, ...JUST_ENDED });
  }
  await removeTicket(models, hold);
}

const JUST_ENDED = { outcome: 'released', awayAfterMisses: 0 } as const;

const holdOf = ({ _id, conversationId, number }: TicketDocument) => ({
  sessionId: _id,
  conversationId,
  number,
});

/**
 * Passes an agent's change on: the sessions it holds are told its presence, and if it is online its room goes to the
 * queue.
 */
export async function settleAgent(context: ActivityContext, agentId: string): Promise<void> {
  const { models, client } = context;
  const agent = await anyAgent(models, agentId);
  if (!agent) return;
  const presence = agent.deletedAt ? 'removed' : agent.presence;
  const sinceMs = (agent.deletedAt ?? agent.presenceSince).getTime();
  for (const hold of activeHolds(agent)) {
    const event = { type: 'agentPresence', agentId, presence, sinceMs } as const;
    const outcome = await client.signalConversation(hold.conversationId, event);
    // Its workflow ended without releasing, as only an operator can make it.
    if (outcome === 'gone') await endNumber(models, { ...hold, ...JUST_ENDED });
  }
  await drain(context, agentId, { except: [], keepRounds: false });
}
