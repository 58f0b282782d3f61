/** A delivery that failed for good, and an endpoint that is switched off: supervisors hear of it. */

import type { DeliveryDocument } from '../../store/webhooks/delivery-schema.ts';
import { raw } from '../../store/raw.ts';
import type { OffReason } from '../../contract/webhooks.ts';
import type { WebhookDocument } from '../../store/webhooks/schema.ts';
import { alertSupervisors } from '../notifications/alert.ts';
import type { WebhookContext } from './context.ts';

/** Switches an endpoint off that is as it was when it was asked, and says so once. */
export async function switchOff(
  context: WebhookContext,
  { _id, url }: Pick<WebhookDocument, '_id' | 'url'>,
  offReason: Exclude<OffReason, 'by_hand'>,
): Promise<void> {
  const { modifiedCount } = await raw(context.models.webhooks).updateOne(
    { _id, url, enabled: true },
    { $set: { enabled: false, offReason } },
  );
  if (modifiedCount === 0) return;
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
 * What was to reach a customer did not, by any endpoint. The first to notice tells the supervisors.
 *
 * @param delivery failed for good
 */
export async function reportUndelivered(
  context: WebhookContext,
  { type, sessionId, messageId }: DeliveryDocument,
): Promise<void> {
  if (type !== 'message.outbound' || sessionId === null || messageId === null) return;
  const { models } = context;
  const others = { sessionId, messageId, type, status: { $ne: 'failed' as const } };
  if ((await raw(models.deliveries).countDocuments(others, { limit: 1 })) > 0) return;
  const session = await raw(models.sessions).findOne(
    { _id: sessionId },
    { projection: { conversationId: 1, channel: 1 } },
  );
  if (session === null) return;
  const { conversationId, channel } = session;
  await alertSupervisors(context, {
    key: `not_delivered:${sessionId}:${messageId}`,
    session: { sessionId, conversationId, channel },
    data: { channel, alert: 'message_not_delivered', messageId },
    text: 'A message did not reach the customer: no webhook accepted it.',
  });
}
