/** Endpoints of webhooks and the log of their deliveries. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { DeliveryDocument, DeliveryStatus } from './delivery-schema.ts';
import { nextPosition } from '../events/schema.ts';
import { raw } from '../raw.ts';
import type { WebhookDocument, WebhookSecret } from './schema.ts';
import {
  DEFAULT_ITEMS,
  isInstantMs,
  isText,
  pageOf,
  readCursor,
  type Page,
  type PageRequest,
} from '../page.ts';
import { pageById } from '../page-by-id.ts';
import { within } from '../in-time.ts';

export type WebhookCard = Pick<WebhookDocument, '_id' | 'url' | 'eventTypes' | 'channels'>;

/** Makes an endpoint that is told of everything from now on. */
export async function createWebhook(
  models: Models,
  card: WebhookCard,
  { secret, nowMs }: { secret: WebhookSecret; nowMs: number },
): Promise<WebhookDocument> {
  const document: WebhookDocument = {
    ...card,
    secrets: [secret],
    enabled: true,
    offReason: null,
    lastAcceptedAt: null,
    createdAt: new Date(nowMs),
    since: nextPosition(),
  };
  await within(raw(models.webhooks).insertOne(document));
  return document;
}

/** One endpoint. */
export async function findWebhook(models: Models, id: string): Promise<WebhookDocument | null> {
  return within(raw(models.webhooks).findOne({ _id: id }));
}

/** A page of endpoints, in the order in which they were made. */
export function listWebhooks(models: Models, request: PageRequest): Promise<Page<WebhookDocument>> {
  return pageById(models.webhooks, request, { first: 'oldest' });
}

export type WebhookEdit = Partial<
  Pick<WebhookDocument, 'url' | 'eventTypes' | 'channels' | 'enabled'>
>;

/** @returns the endpoint afterwards; `null` when there is none */
export async function editWebhook(
  models: Models,
  id: string,
  edit: WebhookEdit,
): Promise<WebhookDocument | null> {
  const webhooks = raw(models.webhooks);
  const { enabled, ...fields } = edit;
  if (Object.keys(fields).length > 0)
    await within(webhooks.updateOne({ _id: id }, { $set: fields }));
  if (enabled === true) {
    // Events from the time while it was off are not sent.
    await within(
      webhooks.updateOne(
        { _id: id, enabled: false },
        { $set: { enabled, offReason: null }, $currentDate: { since: { $type: 'timestamp' } } },
      ),
    );
  }
  if (enabled === false) {
    await within(
      webhooks.updateOne({ _id: id, enabled: true }, { $set: { enabled, offReason: 'by_hand' } }),
    );
  }
  return findWebhook(models, id);
}

/** @returns false when there is none */
export async function deleteWebhook(models: Models, id: string): Promise<boolean> {
  const { deletedCount } = await within(raw(models.webhooks).deleteOne({ _id: id }));
  return deletedCount === 1;
}

/**
 * Puts a secret in front of the one that stands, which ends at an instant; an older one ends now.
 *
 * @returns the endpoint afterwards; `null` when there is none
 */
export async function rotateSecret(
  models: Models,
  id: string,
  { secret, previousUntil }: { secret: WebhookSecret; previousUntil: Date },
): Promise<WebhookDocument | null> {
  const previous = {
    $mergeObjects: [{ $arrayElemAt: ['$secrets', 0] }, { expiresAt: previousUntil }],
  };
  return within(
    raw(models.webhooks).findOneAndUpdate(
      { _id: id },
      [{ $set: { secrets: [{ $literal: secret }, previous] } }],
      { returnDocument: 'after' },
    ),
  );
}

/** A page of an endpoint's deliveries, newest first. */
export async function listDeliveries(
  models: Models,
  webhookId: string,
  query: PageRequest & { status?: DeliveryStatus | undefined },
): Promise<Page<DeliveryDocument>> {
  const { cursor, limit = DEFAULT_ITEMS, status } = query;
  const found = await within(
    models.deliveries
      .find({
        webhookId,
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : before(cursor)),
      })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean<DeliveryDocument[]>()
      .exec(),
  );
  return pageOf(found, limit, ({ createdAt, _id }) => [createdAt.getTime(), _id]);
}

function before(cursor: string): object {
  const [atMs, id] = readCursor(cursor, isInstantMs, isText);
  const createdAt = new Date(atMs);
  return trusted({
    $or: [{ createdAt: trusted({ $lt: createdAt }) }, { createdAt, _id: trusted({ $lt: id }) }],
  });
}

/** One delivery of an endpoint. */
export async function findDelivery(models: Models, id: string): Promise<DeliveryDocument | null> {
  return within(raw(models.deliveries).findOne({ _id: id }));
}

/** A delivery that had failed waits for an attempt again. */
export async function awaitAttempt(models: Models, id: string, nowMs: number): Promise<void> {
  await within(
    raw(models.deliveries).updateOne(
      { _id: id, status: 'failed' },
      { $set: { status: 'pending', nextAttemptAt: new Date(nowMs) } },
    ),
  );
}
