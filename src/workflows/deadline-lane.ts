/** The only timer: it runs to the earliest deadline, and when it fires, what is due is asked of state again. */

import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';
import { earliestDeadline } from '../core/deadline.ts';
import { timerSummary } from './details.ts';
import type { Runtime } from './conversation-run.ts';

const nextDue = ({ session }: Runtime): number | null =>
  session && (earliestDeadline(session)?.dueAtMs ?? null);

export async function deadlineLane(runtime: Runtime): Promise<void> {
  for (;;) {
    await condition(() => nextDue(runtime) !== null);
    const dueAtMs = nextDue(runtime);
    if (dueAtMs === null) continue;
    if (dueAtMs > Date.now()) await sleepUntil(runtime, dueAtMs);
    else await fire(runtime);
  }
}

/** Fires everything due. A timer that is due again afterwards waits for the next change, so that the lane cannot spin. */
async function fire(runtime: Runtime): Promise<void> {
  runtime.apply({ type: 'tick' });
  const { session } = runtime;
  const dueAtMs = nextDue(runtime);
  if (dueAtMs !== null && dueAtMs <= Date.now()) {
    await condition(() => runtime.session !== session);
  }
}

/** A later deadline leaves the timer running; only an earlier one replaces it. */
async function sleepUntil(runtime: Runtime, dueAtMs: number): Promise<void> {
  const summary = runtime.session ? timerSummary(runtime.session) : '';
  const isEarlier = (): boolean => (nextDue(runtime) ?? Infinity) < dueAtMs;
  const scope = new CancellationScope();
  try {
    await scope.run(() =>
      Promise.race([sleep(dueAtMs - Date.now(), { summary }), condition(isEarlier)]),
    );
  } catch (error) {
    if (!isCancellation(error)) throw error;
  } finally {
    scope.cancel();
  }
}
