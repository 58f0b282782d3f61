/** Compares the agents' holds with the sessions: each session that has an agent takes one unit of it, and nothing else does. */

import type { UpkeepOptions, UpkeepReport } from '../../contract/upkeep.ts';
import { holdsBySession, type AgentHold } from '../../store/agents/holds.ts';
import { heldKey } from '../../store/agents/schema.ts';
import {
  savedStatus,
  sessionsOf,
  sessionsWithAgent,
  type ReconciledSession,
} from '../../store/sessions/reconciliation.ts';
import { releaseAgent } from '../release-agent.ts';
import { holderOf } from '../../store/agents/reservation.ts';
import type { UpkeepContext } from './context.ts';
import { claimOf, Examination } from './examination.ts';
import { Findings } from './findings.ts';
import { holdAgain, tellHeld } from './mend-hold.ts';

/** Younger ones are being taken, or released, this very moment. */
export const SETTLED_MS = 60_000;
const BATCH = 500;

/**
 * Releases holds that no session wants, and gives sessions back the hold they should have. The saved projection clears
 * nearly all of them; about the rest the workflow is asked, and only its word counts. A number that a session does not
 * claim it never claims again, so a release cannot meet a reservation.
 */
export async function reconcileHolds(
  context: UpkeepContext,
  options: UpkeepOptions,
): Promise<UpkeepReport> {
  const findings = new Findings(context, options);
  const examination = new Examination(context);
  const holds = await holdsBySession(context.models);
  await judgeHolds(context, holds, { findings, examination });
  await judgeSessions(context, holds, { findings, examination });
  return findings.report;
}

interface Judging {
  findings: Findings;
  examination: Examination;
}

async function judgeHolds(
  context: UpkeepContext,
  holds: Map<string, AgentHold[]>,
  judging: Judging,
): Promise<void> {
  const sessionIds = [...holds.keys()];
  for (let from = 0; from < sessionIds.length; from += BATCH) {
    const some = sessionIds.slice(from, from + BATCH);
    const saved = new Map((await sessionsOf(context.models, some)).map((one) => [one._id, one]));
    for (const sessionId of some) {
      const own = holds.get(sessionId) ?? [];
      if (isClear(own, saved.get(sessionId))) continue;
      for (const hold of own) {
        if (Date.now() - hold.at.getTime() < SETTLED_MS) continue;
        await judgeHold(context, hold, judging);
      }
    }
  }
}

/** One hold, by the agent whom the session has. */
function isClear(holds: AgentHold[], session: ReconciledSession | undefined): boolean {
  const [hold, ...others] = holds;
  if (!hold || others.length > 0) return false;
  return session !== undefined && agentsOf(session).includes(hold.agentId);
}

const agentsOf = ({ status, agentId, offer }: ReconciledSession): string[] =>
  status === 'closed' || status === 'queued'
    ? []
    : [agentId, offer?.agentId ?? null].filter((id) => id !== null);

async function judgeHold(
  context: UpkeepContext,
  hold: AgentHold,
  { findings, examination }: Judging,
): Promise<void> {
  const { sessionId, agentId, number, conversationId } = hold;
  const statement = await examination.ask(conversationId);
  if (statement.state === 'unclear') {
    findings.unclear();
    return;
  }
  if (statement.state === 'gone') await reportOrphan(context, findings, sessionId);
  // It may have been released since it was read.
  if ((await holderOf(context.models, hold)) !== agentId) return;
  const claim = statement.state === 'known' ? claimOf(statement, hold) : null;
  const finding = { about: heldKey(sessionId, number), sessionId, agentId, number };
  if (claim?.state === 'queues') {
    const detail = 'The agent was reserved for a waiting session, which was not told.';
    await findings.add({ ...finding, kind: 'untold_hold', detail }, () => tellHeld(context, hold));
  } else if (claim === null) {
    const detail = 'The agent held a number that its session does not want.';
    const request = {
      sessionId,
      number,
      agentId,
      outcome: 'released',
      awayAfterMisses: 0,
    } as const;
    await findings.add({ ...finding, kind: 'stray_hold', detail }, () =>
      releaseAgent(context, request),
    );
  }
}

/** Open in the database, and no workflow runs: only an operator can have ended it. */
export async function reportOrphan(
  { models }: UpkeepContext,
  findings: Findings,
  sessionId: string,
): Promise<void> {
  // Read after its workflow was asked: a run saves everything before it ends.
  const status = await savedStatus(models, sessionId);
  if (status === null || status === 'closed') return;
  const detail = `The session is ${status} in the database, and its workflow is gone.`;
  const subject = { about: sessionId, sessionId, agentId: null, number: null };
  await findings.add({ ...subject, kind: 'orphaned_session', detail }, null);
}

async function judgeSessions(
  context: UpkeepContext,
  holds: Map<string, AgentHold[]>,
  judging: Judging,
): Promise<void> {
  for (const session of await sessionsWithAgent(context.models)) {
    const holders = (holds.get(session._id) ?? []).map(({ agentId }) => agentId);
    const missing = agentsOf(session).some((agentId) => !holders.includes(agentId));
    if (missing) await judgeSession(context, session, judging);
  }
}

/** Its agents are asked after what it says of itself: a hold that is not there then never was, or has ended. */
async function judgeSession(
  context: UpkeepContext,
  { _id: sessionId, conversationId }: ReconciledSession,
  { findings, examination }: Judging,
): Promise<void> {
  const statement = await examination.ask(conversationId);
  if (statement.state === 'unclear') {
    findings.unclear();
    return;
  }
  if (statement.state === 'gone') return reportOrphan(context, findings, sessionId);
  if (statement.sessionId !== sessionId) return;
  for (const { state, number, agentId } of statement.claims) {
    if (state !== 'has' || agentId === null) continue;
    const hold = { sessionId, conversationId, number };
    const holder = await holderOf(context.models, hold);
    const finding = { about: heldKey(sessionId, number), sessionId, agentId, number };
    if (holder === undefined) {
      const detail = 'The session has an agent who did not hold it.';
      await findings.add({ ...finding, kind: 'missing_hold', detail }, () =>
        holdAgain(context, agentId, hold),
      );
    } else if (holder === null && (await claimsStill(examination, conversationId, hold))) {
      const detail = 'The session has an agent under a number that has ended.';
      await findings.add({ ...finding, kind: 'ended_hold', detail }, null);
    }
  }
}

/** It may have been released since it was asked. */
async function claimsStill(
  examination: Examination,
  conversationId: string,
  hold: { sessionId: string; number: number },
): Promise<boolean> {
  const statement = await examination.ask(conversationId);
  return statement.state === 'known' && claimOf(statement, hold)?.state === 'has';
}
