/** Finding an agent for a session, and reserving a named one. Tried again, both give the same answer. */

import {
  candidatesOf,
  considerAgents,
  unavailable,
  type Consideration,
} from '../core/agents/candidates.ts';
import type { ReservationRequest, SearchRequest } from '../core/effect.ts';
import type { SearchResult } from '../contract/activities.ts';
import { agentsOn, loadAgent, stateOf } from '../store/agents/states.ts';
import type { ActivityContext } from './context.ts';
import { drain } from './drain.ts';
import {
  isAnybodyBefore,
  oldestTicket,
  removeTicket,
  writeTicket,
} from '../store/queue/tickets.ts';
import { holderOf, reserve } from '../store/agents/reservation.ts';

/**
 * Reserves the best candidate. When there is none, and the session may queue, leaves its ticket and looks once more:
 * an agent who came free before the ticket was there is seen now, and one who does so later sees the ticket.
 */
export async function findAgent(
  context: ActivityContext,
  request: SearchRequest,
): Promise<SearchResult> {
  const { models } = context;
  const first = considerAgents(await agentsOn(models, request.channel), request, request);
  const earlier = await holderOf(models, request);
  if (earlier !== undefined) return found(context, request, first, earlier);
  const { agentId, refused } = await reserveFirst(context, request, first);
  if (agentId !== null || !request.queue) {
    return { agentId, candidates: candidatesOf(first, agentId, refused) };
  }
  await writeTicket(models, request);
  const second = considerAgents(await agentsOn(models, request.channel), request, request);
  for (const { agentId: freeId } of second.eligible) {
    // The oldest ticket is served, which need not be this session's: nobody is overtaken.
    await drain(context, freeId, { except: [], keepRounds: true, untold: request.sessionId });
    const holder = await holderOf(models, request);
    if (holder !== undefined) return found(context, request, second, holder);
  }
  const holder = await holderOf(models, request);
  return holder === undefined
    ? { agentId: null, candidates: candidatesOf(second, null) }
    : found(context, request, second, holder);
}

/** The number is held, or has ended, so it needs no ticket. */
async function found(
  { models }: ActivityContext,
  request: SearchRequest,
  consideration: Consideration,
  agentId: string | null,
): Promise<SearchResult> {
  await removeTicket(models, request);
  return { agentId, candidates: candidatesOf(consideration, agentId) };
}

async function reserveFirst(
  { models }: ActivityContext,
  request: SearchRequest,
  { eligible }: Consideration,
): Promise<{ agentId: string | null; refused: Map<string, string> }> {
  const refused = new Map<string, string>();
  const { sessionId, placeMs } = request;
  const queueBefore = request.queue && (await isAnybodyBefore(models, placeMs));
  for (const agent of eligible) {
    const { agentId } = agent;
    const search = { except: [sessionId], keepRounds: true, beforeMs: placeMs };
    if (queueBefore && (await oldestTicket(models, agent, search))) {
      refused.set(agentId, 'kept for a session that waited longer');
      continue;
    }
    const reservation = await reserve(models, agentId, request);
    if (reservation === 'reserved') return { agentId, refused };
    // Another try of this very search, still under way, may have got somebody.
    if (reservation === 'taken') {
      return { agentId: (await holderOf(models, request)) ?? null, refused };
    }
    refused.set(agentId, 'taken meanwhile');
  }
  return { agentId: null, refused };
}

/** Reserves one named agent, or nobody and says why. */
export async function reserveAgent(
  { models }: ActivityContext,
  request: ReservationRequest,
): Promise<SearchResult> {
  const { agentId, beyondCapacity } = request;
  const reservation = await reserve(models, agentId, request, beyondCapacity);
  if (reservation === 'reserved') return { agentId, candidates: [{ agentId, reason: 'named' }] };
  if (reservation === 'taken') {
    const holder = (await holderOf(models, request)) ?? null;
    const reason = holder === agentId ? 'named' : 'the assignment has ended';
    return { agentId: holder, candidates: [{ agentId, reason }] };
  }
  const agent = await loadAgent(models, agentId);
  const reason = agent ? unavailable(stateOf(agent), beyondCapacity) : 'no such agent';
  return { agentId: null, candidates: [{ agentId, reason: reason ?? 'busy at that moment' }] };
}
