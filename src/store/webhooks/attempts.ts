/** Attempts of deliveries: the delivery and its endpoint before one, and both after it. */

import type { OffReason } from '../../contract/webhooks.ts';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import {
  deliveryId,
  type Attempt,
  type DeliveryDocument,
  type DeliveryStatus,
} from './delivery-schema.ts';
import type { WebhookDocument } from './schema.ts';

/** The time of the last acceptance is kept to the minute: every delivery would write it otherwise. */
const ACCEPTED_EVERY_MS = 60_000;

/** A delivery of an event; `null` when the log has it no more. */
export const deliveryOf = (
  { deliveries }: Models,
  { webhookId, eventId }: { webhookId: string; eventId: string },
): Promise<DeliveryDocument | null> =>
  raw(deliveries).findOne({ _id: deliveryId(webhookId, eventId) });

/** An endpoint with its sealed secrets; `null` when it was deleted. */
export const endpointOf = (
  { webhooks }: Models,
  webhookId: string,
): Promise<WebhookDocument | null> => raw(webhooks).findOne({ _id: webhookId });

/** Adds an attempt to a delivery and sets its status; a delivery that succeeded once stays delivered. */
export async function noteAttempt(
  models: Models,
  deliveryKey: string,
  noted: { attempt: Attempt; status: DeliveryStatus; nextAttemptAt: Date | null },
): Promise<void> {
  const { attempt, status, nextAttemptAt } = noted;
  const deliveries = raw(models.deliveries);
  await deliveries.updateOne(
    { _id: deliveryKey },
    { $push: { attempts: attempt }, $set: { nextAttemptAt } },
  );
  await deliveries.updateOne(
    { _id: deliveryKey, status: { $ne: 'delivered' } },
    { $set: { status } },
  );
}

/** Notes, to the minute, that an endpoint accepted a delivery. */
export async function noteAccepted(
  { webhooks }: Models,
  webhookId: string,
  nowMs: number,
): Promise<void> {
  const lastAcceptedAt = new Date(nowMs);
  const before = new Date(nowMs - ACCEPTED_EVERY_MS);
  await raw(webhooks).updateOne(
    { _id: webhookId, $or: [{ lastAcceptedAt: null }, { lastAcceptedAt: { $lt: before } }] },
    { $set: { lastAcceptedAt } },
  );
}

/** @returns whether an endpoint accepted anything since an instant, to the minute */
export async function acceptedSince(
  { webhooks }: Models,
  webhookId: string,
  sinceMs: number,
): Promise<boolean> {
  const lastAcceptedAt = { $gte: new Date(sinceMs - ACCEPTED_EVERY_MS) };
  const query = { _id: webhookId, lastAcceptedAt };
  return (await raw(webhooks).countDocuments(query, { limit: 1 })) > 0;
}

/**
 * Switches an endpoint off that still has the URL that was asked.
 *
 * @returns false when it is off already, or another one now
 */
export async function switchEndpointOff(
  { webhooks }: Models,
  { _id, url }: Pick<WebhookDocument, '_id' | 'url'>,
  offReason: OffReason,
): Promise<boolean> {
  const { modifiedCount } = await raw(webhooks).updateOne(
    { _id, url, enabled: true },
    { $set: { enabled: false, offReason } },
  );
  return modifiedCount === 1;
}

/** @returns false when every endpoint's delivery of a message to the customer failed */
export async function mayArrive(
  { deliveries }: Models,
  { type, sessionId, messageId }: Pick<DeliveryDocument, 'type' | 'sessionId' | 'messageId'>,
): Promise<boolean> {
  const hopeful = { sessionId, messageId, type, status: { $ne: 'failed' as const } };
  return (await raw(deliveries).countDocuments(hopeful, { limit: 1 })) > 0;
}
