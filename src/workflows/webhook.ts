/** Webhooks: a delivery is a run of its own, which outlives the session; one run more has them started. */

import {
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { AttemptOutcome, WebhookActivities } from '../core/ports.ts';
import { retryNowSignal, type DeliveryInput } from './messages.ts';

/** What the activity fails with is of our own making, such as a database that is away; the endpoint's refusals are results. */
const ATTEMPT: ActivityOptions = {
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** It works for minutes; a worker that dies meanwhile is noticed by its heartbeat. */
const DISPATCH: ActivityOptions = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5s' },
};

/** A history stays short. */
const DISPATCH_TURNS = 100;

const { attemptDelivery } = proxyActivities<WebhookActivities>(ATTEMPT);
const { dispatchEvents } = proxyActivities<WebhookActivities>(DISPATCH);

/** Delivers one event to one endpoint: tries until it is accepted, or for three days. */
export async function webhook(input: DeliveryInput): Promise<AttemptOutcome['status']> {
  let asked = false;
  const isAsked = (): boolean => asked;
  setHandler(retryNowSignal, () => {
    asked = true;
  });
  const beganMs = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    asked = false;
    const nowMs = Date.now();
    const { status, retryInMs } = await attemptDelivery.executeWithOptions(
      { ...ATTEMPT, summary: `attempt ${String(attempt)}` },
      [{ ...input, attempt, elapsedMs: nowMs - beganMs, nowMs }],
    );
    if (isAsked()) continue;
    if (retryInMs === null) return status;
    const summary = `until attempt ${String(attempt + 1)}`;
    await condition(isAsked, retryInMs, { summary });
  }
}

/** Has a delivery started for every new event and webhook, for ever. */
export async function dispatch(): Promise<void> {
  for (let turn = 0; turn < DISPATCH_TURNS; turn += 1) {
    const summary = 'start deliveries of what is new in the log of events';
    await dispatchEvents.executeWithOptions({ ...DISPATCH, summary }, []);
  }
  await continueAsNew<typeof dispatch>();
}
