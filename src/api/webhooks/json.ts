/** Webhooks and deliveries as the API answers them. */

import type { DeliveryDocument } from '../../store/webhooks/delivery-schema.ts';
import type { WebhookDocument } from '../../store/webhooks/schema.ts';
import type { DeliveryJson, WebhookJson } from './schemas.ts';

const instantOrNull = (date: Date | null): string | null => date && date.toISOString();

/** An endpoint, without its secrets. */
export function webhookJson(webhook: WebhookDocument, nowMs: number): WebhookJson {
  const previousUntil = webhook.secrets[1]?.expiresAt ?? null;
  const isActive = previousUntil !== null && previousUntil.getTime() > nowMs;
  return {
    id: webhook._id,
    url: webhook.url,
    eventTypes: webhook.eventTypes as WebhookJson['eventTypes'],
    channels: webhook.channels,
    enabled: webhook.enabled,
    offReason: webhook.offReason,
    lastAcceptedAt: instantOrNull(webhook.lastAcceptedAt),
    previousSecretExpiresAt: isActive ? previousUntil.toISOString() : null,
    createdAt: webhook.createdAt.toISOString(),
  };
}

/** A delivery with its attempts. */
export function deliveryJson(delivery: DeliveryDocument): DeliveryJson {
  return {
    id: delivery.eventId,
    type: delivery.type,
    sessionId: delivery.sessionId,
    status: delivery.status,
    createdAt: delivery.createdAt.toISOString(),
    attempts: delivery.attempts.map(({ at, tookMs, status, error }) => ({
      at: at.toISOString(),
      tookMs,
      status,
      error,
    })),
    nextAttemptAt: instantOrNull(delivery.nextAttemptAt),
  };
}
