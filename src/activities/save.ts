/** Saving decisions and messages to the customer, with a warning for each event that is not kept. */

import type { SaveBatch } from '../contract/activities.ts';
import type { OutboundMessage } from '../core/effect.ts';
import { saveBatch, saveOutbound } from '../store/sessions/save.ts';
import type { ActivityContext } from './context.ts';

/** Saves a batch of decisions and the session as it stands after them. */
export async function save(context: ActivityContext, batch: SaveBatch): Promise<void> {
  warnOfLeftOut(context, await saveBatch(context.models, batch));
}

/** Records a message of the product's own, for the integration that delivers it. */
export async function sendToCustomer(
  context: ActivityContext,
  message: OutboundMessage,
): Promise<void> {
  warnOfLeftOut(context, await saveOutbound(context.models, message));
}

function warnOfLeftOut({ log }: ActivityContext, eventIds: string[]): void {
  for (const event of eventIds) {
    log.warn({ event }, 'The conversation keeps this message already: the event was left out');
  }
}
