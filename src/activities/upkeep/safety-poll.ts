/**
 * The slow poll behind the queue (docs/rules.md, "Assignment" 7). It counts each session that it catches: there should
 * be none.
 */

import { unavailable } from '../../core/agents/candidates.ts';
import type { Suspect, UpkeepReport } from '../../contract/upkeep.ts';
import { agentsWithRoom } from '../../store/agents/holds.ts';
import { heldKey } from '../../store/agents/schema.ts';
import { loadAgent, stateOf } from '../../store/agents/states.ts';
import { drain } from '../drain.ts';
import { oldestTicket } from '../../store/queue/tickets.ts';
import { hasTicket, isAnybodyWaiting } from '../../store/queue/waiting.ts';
import { holderOf } from '../../store/agents/reservation.ts';
import type { UpkeepContext } from './context.ts';
import { Findings } from './findings.ts';

/** As in the queue itself: who was tried in this round is not asked again before the next. */
const KEEP_ROUNDS = { except: [], keepRounds: true };

/** Agents with room, each with the ticket that it would be given. */
export async function findSuspects({ models }: UpkeepContext): Promise<Suspect[]> {
  if (!(await isAnybodyWaiting(models))) return [];
  const suspects: Suspect[] = [];
  for (const agent of await agentsWithRoom(models)) {
    const ticket = await oldestTicket(models, agent, KEEP_ROUNDS);
    if (ticket === null) continue;
    suspects.push({ agentId: agent.agentId, sessionId: ticket._id, number: ticket.number });
  }
  return suspects;
}

/** Serves those that are suspects still: the same agent has room, and the same ticket waits. */
export async function serveSuspects(
  context: UpkeepContext,
  suspects: Suspect[],
): Promise<UpkeepReport> {
  const findings = new Findings(context, { dryRun: false });
  // All are judged before any is served: serving one takes the tickets of others.
  const missed: Suspect[] = [];
  for (const suspect of suspects) if (await waitsStill(context, suspect)) missed.push(suspect);
  const counted = new Set<string>();
  const count = async (agentId: string, sessionId: string, number: number): Promise<void> => {
    const about = heldKey(sessionId, number);
    if (counted.has(about)) return;
    counted.add(about);
    const detail = 'The session waited beside an agent with room.';
    const finding = { kind: 'missed_wake_up', about, sessionId, agentId, number, detail } as const;
    await findings.add(finding, () => Promise.resolve());
  };
  for (const { agentId, sessionId, number } of missed) {
    await count(agentId, sessionId, number);
    for (const ticket of await drain(context, agentId, KEEP_ROUNDS)) {
      await count(agentId, ticket._id, ticket.number);
    }
  }
  return findings.report;
}

async function waitsStill({ models }: UpkeepContext, suspect: Suspect): Promise<boolean> {
  const agent = await loadAgent(models, suspect.agentId);
  if (agent === null || unavailable(stateOf(agent)) !== null) return false;
  // A number that is held, or has ended, waits for nobody: a late writer left the ticket behind.
  return (await hasTicket(models, suspect)) && (await holderOf(models, suspect)) === undefined;
}
