/** How activities are called: with what patience, on which queue, under which summary. */

import {
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';

/** Retried for as long as it takes: an outage delays, it never loses. */
export const PATIENT: ActivityOptions = {
  startToCloseTimeout: '15s',
  // Workers beat once a second: one that was killed is replaced after this, not after all of the time above.
  heartbeatTimeout: '5s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
};

const queueOf = (role: string): string => `${workflowInfo().taskQueue}-${role}`;

/** One try of half a second beside the workflow task: five history events a message, not ten. */
export const localActivities = proxyLocalActivities<Pick<Activities, 'save' | 'loadOpening'>>({
  startToCloseTimeout: '500ms',
  scheduleToCloseTimeout: '1500ms',
  retry: { maximumAttempts: 1 },
});

/** Saves during an outage wait on a queue of their own, where they take no slot from anything else. */
export const ordinarySave = (): Activities['save'] => {
  const { save } = proxyActivities<Pick<Activities, 'save'>>({
    ...PATIENT,
    taskQueue: queueOf('saves'),
  });
  return (batch) =>
    save.executeWithOptions(
      { ...PATIENT, taskQueue: queueOf('saves'), summary: saveSummary(batch) },
      [batch],
    );
};

const saveSummary = ({ records }: { records: { sequence: number }[] }): string =>
  records.length === 0
    ? 'save the session'
    : `save events ${String(records[0]?.sequence)} to ${String(records.at(-1)?.sequence)}`;

const patient = proxyActivities<Activities>(PATIENT);

type Port = keyof Activities;

/** Runs one activity under a summary that reads like a sentence. */
export function run<P extends Port>(
  port: P,
  summary: string,
  args: Parameters<Activities[P]>,
  options: ActivityOptions = {},
): ReturnType<Activities[P]> {
  const call = patient[port] as unknown as {
    executeWithOptions(options: ActivityOptions, args: unknown[]): ReturnType<Activities[P]>;
  };
  return call.executeWithOptions({ ...PATIENT, ...options, summary }, args);
}

/** Effects on the outside run on a queue of their own, so that a slow one never takes a slot from a message. */
export function runOutside<P extends 'notify' | 'sendToCustomer'>(
  port: P,
  summary: string,
  args: Parameters<Activities[P]>,
  options: Pick<ActivityOptions, 'scheduleToCloseTimeout'> = {},
): ReturnType<Activities[P]> {
  return run(port, summary, args, { ...options, taskQueue: queueOf('deliveries') });
}
