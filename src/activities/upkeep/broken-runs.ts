/** Runs that ended in a way no session ends. */

import type { UpkeepOptions, UpkeepReport } from '../../contract/upkeep.ts';
import type { UpkeepContext } from './context.ts';
import { Findings } from './findings.ts';

const DAY_MS = 86_400_000;
/** The latest; hundreds at once are one cause. */
const AT_MOST = 100;

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
