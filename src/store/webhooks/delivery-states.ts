/** How far messages are on their way to the customer. */

import type { Models } from '../connection.ts';
import type { DeliveryStatus } from './delivery-schema.ts';
import type { EventDocument } from '../events/schema.ts';
import { raw } from '../raw.ts';
import { BEGINNING, takes } from './schema.ts';
import { within } from '../in-time.ts';

const TYPE = 'message.outbound';

/**
 * Delivery states by message: delivered once an endpoint accepted it, failed when none may any more. Messages that no
 * endpoint takes are left out.
 *
 * @throws StoreUnavailable when the database gave no answer in time
 */
export async function deliveryStates(
  models: Models,
  sessionId: string,
  messages: readonly EventDocument[],
): Promise<Map<string, DeliveryStatus>> {
  const messageIds = messages
    .filter(
      ({ message }) => message?.author.type !== 'customer' && message?.visibility === 'public',
    )
    .flatMap(({ message }) => message?.messageId ?? []);
  const states = new Map<string, DeliveryStatus>();
  if (messageIds.length === 0) return states;
  const deliveries = await within(
    raw(models.deliveries)
      .find({ sessionId, type: TYPE, messageId: { $in: messageIds } })
      .project<{ messageId: string; status: DeliveryStatus }>({ messageId: 1, status: 1 })
      .toArray(),
  );
  for (const { messageId, status } of deliveries) {
    states.set(messageId, better(status, states.get(messageId)));
  }
  const unknown = messageIds.filter((id) => !states.has(id));
  for (const id of await aboutToBeSent(models, sessionId, unknown)) states.set(id, 'pending');
  return states;
}

const ORDER: readonly DeliveryStatus[] = ['failed', 'pending', 'delivered'];

const better = (a: DeliveryStatus, b: DeliveryStatus | undefined): DeliveryStatus =>
  b !== undefined && ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a;

/** Messages that an endpoint will get, and whose delivery nobody has written down yet. */
async function aboutToBeSent(
  models: Models,
  sessionId: string,
  messageIds: string[],
): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const webhooks = await within(raw(models.webhooks).find({ enabled: true }).toArray());
  if (webhooks.length === 0) return [];
  const dispatched = await within(raw(models.dispatches).findOne({ _id: 'webhooks' }));
  const from = dispatched?.position ?? BEGINNING;
  const outbound = await within(
    raw(models.events)
      .find({ sessionId, type: TYPE, 'message.messageId': { $in: messageIds } })
      .toArray(),
  );
  return outbound
    .filter(({ position }) => position.greaterThan(from))
    .filter((event) =>
      webhooks.some(
        (webhook) => takes(webhook, event) && event.position.greaterThan(webhook.since),
      ),
    )
    .flatMap(({ message }) => message?.messageId ?? []);
}
