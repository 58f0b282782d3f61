/** Workflows that schedules start (docs/operating.md, "Schedules"): short runs whose results are read in the Temporal UI. */

import { proxyActivities, sleep, type ActivityOptions } from '@temporalio/workflow';
import type { UpkeepActivities, UpkeepOptions, UpkeepReport } from '../contract/upkeep.ts';
import { PATIENT } from './activity-calls.ts';

/** A schedule skips its turns while a run goes on, so one that waits for an outage to end is never doubled. */
const LOOKING: ActivityOptions = { ...PATIENT, startToCloseTimeout: '30s' };

/** Comparing asks many workflows. */
const THOROUGH: ActivityOptions = { ...PATIENT, startToCloseTimeout: '3 minutes' };

/** Far longer than a release takes to pass its agent on: who still waits then was missed. */
const SUSPICION_MS = 5_000;

const { expirePresence, findSuspects, serveSuspects, clearOld } =
  proxyActivities<UpkeepActivities>(LOOKING);
const { reconcileHolds, reconcileTickets, reportBrokenRuns } =
  proxyActivities<UpkeepActivities>(THOROUGH);

/** Sets agents offline whose beats have stopped, and tells the sessions of whoever changed untold. */
export async function watch(): ReturnType<UpkeepActivities['expirePresence']> {
  const summary = 'set agents offline whose beats have stopped';
  return expirePresence.executeWithOptions({ ...LOOKING, summary }, []);
}

/** Catches sessions that wait beside an agent with room. */
export async function safety(): Promise<UpkeepReport> {
  const looking = { ...LOOKING, summary: 'look for sessions that wait beside an agent with room' };
  const suspects = await findSuspects.executeWithOptions(looking, []);
  if (suspects.length === 0) return { findings: [], counts: {}, unclear: 0 };
  await sleep(SUSPICION_MS, { summary: 'whoever is just being served is served by then' });
  const summary = `serve those who wait still, of ${String(suspects.length)}`;
  return serveSuspects.executeWithOptions({ ...LOOKING, summary }, [suspects]);
}

interface Reconciled {
  holds: UpkeepReport;
  tickets: UpkeepReport;
  runs: UpkeepReport;
  cleared: Awaited<ReturnType<UpkeepActivities['clearOld']>>;
}

/** Compares what agents hold and who queues with the sessions, mends it, and clears away what is old. */
export async function reconcile(): Promise<Reconciled> {
  const options: UpkeepOptions = { dryRun: false };
  const thorough = (summary: string) => ({ ...THOROUGH, summary });
  return {
    holds: await reconcileHolds.executeWithOptions(
      thorough('compare what agents hold with their sessions'),
      [options],
    ),
    tickets: await reconcileTickets.executeWithOptions(
      thorough('compare the queue with its sessions'),
      [options],
    ),
    runs: await reportBrokenRuns.executeWithOptions(
      thorough('look for runs that failed or were terminated'),
      [options],
    ),
    cleared: await clearOld.executeWithOptions(
      { ...LOOKING, summary: 'clear away what is old' },
      [],
    ),
  };
}
