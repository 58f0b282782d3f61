/** Endpoints, cursor and new deliveries, as the dispatcher reads and writes them. */

import type { Models } from '../connection.ts';
import { duplicatesOf } from '../errors.ts';
import { raw } from '../raw.ts';
import type { Position } from '../events/positions.ts';
import type { DeliveryDocument } from './delivery-schema.ts';
import type { WebhookDocument } from './schema.ts';

/** Endpoints that are on, and those that failed: events that they miss are written down as not delivered. */
export function dispatchedWebhooks({ webhooks }: Models): Promise<WebhookDocument[]> {
  return raw(webhooks)
    .find({ $or: [{ enabled: true }, { offReason: { $in: ['gone', 'failing'] } }] })
    .toArray();
}

/** The position up to which the log has been gone through; `null` before the first time. */
export async function savedCursor({ dispatches }: Models): Promise<Position | null> {
  return (await raw(dispatches).findOne({ _id: 'webhooks' }))?.position ?? null;
}

/** Keeps the position up to which the log has been gone through. */
export async function saveCursor({ dispatches }: Models, position: Position): Promise<void> {
  await raw(dispatches).updateOne({ _id: 'webhooks' }, { $set: { position } }, { upsert: true });
}

/** Writes deliveries down; those that are there already stay as they are. */
export async function writeDeliveries(
  { deliveries }: Models,
  documents: DeliveryDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  try {
    await raw(deliveries).insertMany(documents, { ordered: false });
  } catch (error) {
    duplicatesOf(error);
  }
}

const START = { webhookId: 1, eventId: 1, type: 1, sessionId: 1 } as const;

export type WaitingDelivery = Pick<DeliveryDocument, '_id' | keyof typeof START>;

/** Deliveries that no workflow sees to, the oldest first. */
export function waitingDeliveries(
  { deliveries }: Models,
  limit: number,
): Promise<WaitingDelivery[]> {
  return raw(deliveries)
    .find({ started: false })
    .sort({ createdAt: 1 })
    .limit(limit)
    .project<WaitingDelivery>(START)
    .toArray();
}

/** Notes that workflows see to these deliveries. */
export async function markStarted({ deliveries }: Models, ids: string[]): Promise<void> {
  await raw(deliveries).updateMany({ _id: { $in: ids } }, { $set: { started: true } });
}
