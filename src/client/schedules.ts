import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { UpkeepWorkflow } from '../contract/messages.ts';
import { call, type Temporal } from './temporal.ts';

interface Plan {
  everySeconds: number;
  summary: string;
}

const PLANS: Record<UpkeepWorkflow, Plan> = {
  watch: { everySeconds: 10, summary: 'Agents whose beats have stopped' },
  safety: { everySeconds: 60, summary: 'Sessions that wait beside an agent with room' },
  reconcile: { everySeconds: 600, summary: 'Holds, tickets and runs against the sessions' },
};

/**
 * Makes the schedules what this release says; doing so again changes nothing. One that an operator has paused stays
 * paused. They are named after the task queue: installations that share a namespace have each their own.
 *
 * @returns the IDs of those that were made
 * @throws Unavailable
 */
export async function ensureSchedules(temporal: Temporal): Promise<string[]> {
  const made: string[] = [];
  for (const [workflow, plan] of Object.entries(PLANS)) {
    const scheduleId = `${temporal.taskQueue}-${workflow}`;
    if (await ensureSchedule(temporal, scheduleId, workflow, plan)) made.push(scheduleId);
  }
  return made;
}

async function ensureSchedule(
  temporal: Temporal,
  scheduleId: string,
  workflowType: string,
  { everySeconds, summary }: Plan,
): Promise<boolean> {
  const { schedule } = temporal.client;
  const everyMs = everySeconds * 1000;
  const options = {
    spec: { intervals: [{ every: everyMs }] },
    // Runs missed in an outage are not made up for: the next run does all of it.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: everyMs },
    action: {
      type: 'startWorkflow' as const,
      workflowType,
      workflowId: scheduleId,
      taskQueue: temporal.taskQueue,
      args: [],
      staticSummary: summary,
    },
  };
  try {
    await call(temporal, () => schedule.create({ scheduleId, ...options }));
    return true;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const handle = schedule.getHandle(scheduleId);
  await call(temporal, () => handle.update(({ state }) => ({ ...options, state: kept(state) })));
  return false;
}

const kept = ({ paused, note }: { paused: boolean; note?: string }) => ({
  paused,
  ...(note !== undefined && { note }),
});
