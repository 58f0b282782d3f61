/** Finds what is new in the log of events, and has a delivery started for every webhook that wants it. */

import { Context } from '@temporalio/activity';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dispatched } from '../../contract/webhooks.ts';
import type { WebhookContext } from './context.ts';
import { Dispatcher } from './dispatcher.ts';

/** Below the activity's time limit. */
const TURN_MS = 300_000;
/** How long it may take until an event is noticed. */
const QUIET_MS = 200;
/** Without webhooks nothing is in a hurry. */
const IDLE_MS = 1_000;

/** Runs for minutes, as one activity, so that one worker at a time does this; a second one beside it does no harm. */
export async function dispatchEvents(context: WebhookContext): Promise<Dispatched> {
  const activity = Context.current();
  const signal = AbortSignal.any([activity.cancellationSignal, context.stopping]);
  const dispatcher = new Dispatcher(context);
  const untilMs = performance.now() + TURN_MS;
  while (!signal.aborted && performance.now() < untilMs) {
    const found = await dispatcher.turn();
    activity.heartbeat();
    if (found === 'more') continue;
    const forMs = found === 'nobody' ? IDLE_MS : QUIET_MS;
    await pause(forMs, undefined, { signal }).catch(() => undefined);
  }
  return dispatcher.done;
}
