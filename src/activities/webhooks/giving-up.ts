/** Tells supervisors of a delivery that failed for good, and of an endpoint that is switched off. */

import type { DeliveryDocument } from '../../store/webhooks/delivery-schema.ts';
import { mayArrive, switchEndpointOff } from '../../store/webhooks/attempts.ts';
import { conversationOf } from '../../store/sessions/reconciliation.ts';
import type { OffReason } from '../../contract/webhooks.ts';
import type { WebhookDocument } from '../../store/webhooks/schema.ts';
import { alertSupervisors } from '../notifications/alert.ts';
import type { WebhookContext } from './context.ts';

/** Switches an endpoint off that is as it was when it was asked, and says so once. */
export async function switchOff(
  context: WebhookContext,
  endpoint: Pick<WebhookDocument, '_id' | 'url'>,
  offReason: Exclude<OffReason, 'by_hand'>,
): Promise<void> {
  if (!(await switchEndpointOff(context.models, endpoint, offReason))) return;
  const { _id } = endpoint;
  context.log.warn({ webhookId: _id, offReason }, 'A webhook was switched off');
  const why = offReason === 'gone' ? 'it answered 410' : 'it accepted nothing for three days';
  await alertSupervisors(context, {
    key: `webhook_off:${_id}:${String(Date.now())}`,
    session: null,
    data: { alert: 'webhook_off', webhookId: _id, offReason },
    text: `The webhook ${_id} was switched off: ${why}.`,
  });
}

/**
 * Tells the supervisors, once, when a message to the customer failed at every endpoint.
 *
 * @param delivery failed for good
 */
export async function reportUndelivered(
  context: WebhookContext,
  delivery: DeliveryDocument,
): Promise<void> {
  const { type, sessionId, messageId } = delivery;
  if (type !== 'message.outbound' || sessionId === null || messageId === null) return;
  const { models } = context;
  if (await mayArrive(models, delivery)) return;
  const session = await conversationOf(models, sessionId);
  if (session === null) return;
  const { conversationId, channel } = session;
  await alertSupervisors(context, {
    key: `not_delivered:${sessionId}:${messageId}`,
    session: { sessionId, conversationId, channel },
    data: { channel, alert: 'message_not_delivered', messageId },
    text: 'A message did not reach the customer: no webhook accepted it.',
  });
}
