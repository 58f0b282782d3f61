/** Runs that ended in a way no session ends, and old things cleared away. */

import type { UpkeepActivities, UpkeepOptions, UpkeepReport } from '../../contract/upkeep.ts';
import { raw } from '../../store/raw.ts';
import { TOMBSTONE_MS } from '../../store/agents/reservation.ts';
import type { UpkeepContext } from './context.ts';
import { Findings } from './findings.ts';

const DAY_MS = 86_400_000;
/** The latest; hundreds at once are one cause. */
const AT_MOST = 100;
const FINDINGS_KEPT_MS = 30 * DAY_MS;
/** An estimate looks back for minutes: a line that nobody was served from for so long is no longer in use. */
const RATES_KEPT_MS = 30 * DAY_MS;

/** Reports conversations' runs of the last day that failed, or were terminated, timed out or cancelled. */
export async function reportBrokenRuns(
  context: UpkeepContext,
  options: UpkeepOptions,
): Promise<UpkeepReport> {
  const findings = new Findings(context, options);
  const sinceMs = Date.now() - DAY_MS;
  for (const run of await context.temporal.brokenRuns({ sinceMs, limit: AT_MOST })) {
    const { conversationId, runId, status } = run;
    const detail = `Run ${runId} of conversation ${conversationId} ended as ${status}.`;
    const subject = { about: runId, sessionId: null, agentId: null, number: null };
    await findings.add({ ...subject, kind: 'broken_run', detail }, null);
  }
  return findings.report;
}

/** Removes what has served its time: graves, findings, rates of disused lines, deliveries, audit entries. */
export async function clearOld({
  models,
}: UpkeepContext): ReturnType<UpkeepActivities['clearOld']> {
  const before = (ageMs: number) => ({ $lt: new Date(Date.now() - ageMs) });
  const buriedAt = before(TOMBSTONE_MS);
  const graves = await raw(models.graves).deleteMany({ kind: 'grave', buriedAt });
  const findings = await raw(models.findings).deleteMany({ at: before(FINDINGS_KEPT_MS) });
  const lately = { $gte: new Date(Date.now() - RATES_KEPT_MS) };
  const rates = await raw(models.queueRates).deleteMany({ 'served.at': { $not: lately } });
  const deliveries = await raw(models.deliveries).deleteMany({ expiresAt: before(0) });
  const audit = await raw(models.audit).deleteMany({ keepUntil: before(0) });
  const answers = await raw(models.keptAnswers).deleteMany({ expiresAt: before(0) });
  return {
    graves: graves.deletedCount,
    findings: findings.deletedCount,
    rates: rates.deletedCount,
    deliveries: deliveries.deletedCount,
    answers: answers.deletedCount,
    audit: audit.deletedCount,
  };
}
