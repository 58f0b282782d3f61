/** Webhooks: a delivery is a run of its own, which outlives the session; one run more has them started. */

import {
  CancellationScope,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { AttemptOutcome, WebhookActivities } from '../contract/webhooks.ts';
import {
  attemptSummary,
  deliveryDetails,
  waitSummary,
  type Attempted,
} from './delivery-details.ts';
import type { DeliveryInput } from '../contract/messages.ts';
import { retryNowSignal } from './definitions.ts';
import { isUnreadable } from './payload-converter.ts';

/** The activity fails for reasons of our own, such as a database that is away; an endpoint's refusals are results. */
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

/** A delivery's result in the Temporal UI. */
interface Delivered extends Pick<AttemptOutcome, 'status' | 'error'> {
  attempts: number;
}

/** Delivers one event to one endpoint: tries until it is accepted, or for three days. */
export async function webhook(input: DeliveryInput): Promise<Delivered> {
  let asked = false;
  const isAsked = (): boolean => asked;
  setHandler(retryNowSignal, () => {
    asked = true;
  });
  const beganMs = Date.now();
  const attempts: Attempted[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const summary = attemptSummary(attempt, asked);
    setCurrentDetails(deliveryDetails(readable(input), `${summary} is being made`, attempts));
    asked = false;
    const nowMs = Date.now();
    const outcome = await attemptDelivery.executeWithOptions({ ...ATTEMPT, summary }, [
      { ...input, attempt, elapsedMs: nowMs - beganMs, nowMs },
    ]);
    const { status, retryInMs, error } = readable(outcome);
    attempts.push({ ...outcome, attempt, atMs: nowMs });
    if (isAsked()) continue;
    if (retryInMs === null) {
      setCurrentDetails(deliveryDetails(input, `over: ${status}`, attempts));
      return { status, attempts: attempt, error };
    }
    const waits = waitSummary(attempt + 1, Date.now() + retryInMs, error);
    setCurrentDetails(deliveryDetails(input, waits, attempts));
    await condition(isAsked, retryInMs, { summary: waits });
  }
}

/** An input that cannot be read yet (its key is not distributed) waits for the mend: this fails the task, not the run. */
function readable<T>(value: T): T {
  if (isUnreadable(value)) throw new Error('What this delivery was given cannot be read.');
  return value;
}

/** Has a delivery started for every new event and webhook, for ever: a request to cancel it changes nothing. */
export async function dispatch(): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    for (let turn = 0; turn < DISPATCH_TURNS; turn += 1) {
      const summary = 'start deliveries of what is new in the log of events';
      await dispatchEvents.executeWithOptions({ ...DISPATCH, summary }, []);
    }
  });
  await continueAsNew<typeof dispatch>();
}
