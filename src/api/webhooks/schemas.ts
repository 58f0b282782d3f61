/** Endpoints of webhooks, and the log of what was delivered to them. */

import { DELIVERY_STATUSES } from '../../store/webhooks/delivery-schema.ts';
import { EVENT_TYPES } from '../../contract/public-event.ts';
import { OFF_REASONS } from '../../contract/webhooks.ts';
import { z } from '../http/zod.ts';
import { pageQuery } from '../http/query-schemas.ts';
import { identifier, instantOut } from '../http/text-schemas.ts';

const LONGEST_URL = 2_048;
const MOST_CHANNELS = 100;

const id = 'wh_01k9z3v7q2m4n6p8r0s1t5w9x2';
const url = 'https://chat.example.com/hooks/sessionkeeper';
const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

const fields = {
  url: identifier(LONGEST_URL).openapi({
    description:
      'https:// or http://, on port 443, 80 or 8443 of a host with public addresses only, without a user',
  }),
  eventTypes: z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length).openapi({
    description: 'None: all',
  }),
  channels: z.array(identifier()).max(MOST_CHANNELS).openapi({
    description: 'None: all. Events of no channel go to every endpoint',
  }),
};

export const newWebhookBody = z
  .strictObject({
    url: fields.url,
    eventTypes: fields.eventTypes.default([]),
    channels: fields.channels.default([]),
  })
  .openapi('NewWebhook', { example: { url, eventTypes: ['message.outbound'], channels: ['web'] } });

export const webhookChanges = z
  .strictObject({
    ...fields,
    enabled: z.boolean().openapi({
      description: 'Switched on again, it is told of what happens from then on',
    }),
  })
  .partial()
  .openapi('WebhookChanges', { example: { enabled: true } });

const shown = {
  id: z.string(),
  url: z.string(),
  eventTypes: z.array(z.enum(EVENT_TYPES)),
  channels: z.array(z.string()),
  enabled: z.boolean(),
  offReason: z.enum(OFF_REASONS).nullable().openapi({
    description:
      'Why it is off: `gone`, it answered 410; `failing`, it accepted nothing for three days; `by_hand`',
  }),
  lastAcceptedAt: instantOut.nullable().openapi({ description: 'To the minute' }),
  previousSecretExpiresAt: instantOut.nullable().openapi({
    description: 'Until then deliveries are signed with the secret before this one too',
  }),
  createdAt: instantOut,
};

const example = {
  id,
  url,
  eventTypes: ['message.outbound'],
  channels: ['web'],
  enabled: true,
  offReason: null,
  lastAcceptedAt: '2026-01-31T09:00:00.000Z',
  previousSecretExpiresAt: null,
  createdAt: '2026-01-01T12:00:00.000Z',
};

export const webhook = z.object(shown).openapi('Webhook', { example });

export type WebhookJson = z.infer<typeof webhook>;

export const webhookWithSecret = z
  .object({ ...shown, secret: z.string().openapi({ description: 'Shown this once' }) })
  .openapi('WebhookWithSecret', { example: { ...example, secret } });

export const webhookPage = z
  .object({ items: z.array(webhook), nextCursor: z.string().nullable() })
  .openapi('WebhookPage', { example: { items: [example], nextCursor: null } });

export const deliveriesQuery = pageQuery.extend({
  status: z.enum(DELIVERY_STATUSES).optional(),
});

export const byDelivery = z.strictObject({ id: identifier(), deliveryId: identifier() });

const deliveryExample = {
  id: '3x8k2m5q9w7t1v4z6y0a-01k9z3v7q2m4n6p8r0s1t5w9x2:5:9f86d081',
  type: 'message.outbound',
  sessionId: '3x8k2m5q9w7t1v4z6y0a-01k9z3v7q2m4n6p8r0s1t5w9x2',
  status: 'pending',
  createdAt: '2026-01-31T09:00:00.000Z',
  attempts: [
    {
      at: '2026-01-31T09:00:00.100Z',
      tookMs: 12,
      status: 500,
      error: 'The endpoint answered with status 500.',
    },
  ],
  nextAttemptAt: '2026-01-31T09:00:05.600Z',
};

export const delivery = z
  .object({
    id: z.string().openapi({ description: 'The event’s ID, which is sent as `webhook-id`' }),
    type: z.string(),
    sessionId: z.string().nullable(),
    status: z.enum(DELIVERY_STATUSES),
    createdAt: instantOut,
    attempts: z.array(
      z.object({
        at: instantOut,
        tookMs: z.int(),
        status: z.int().nullable(),
        error: z.string().nullable(),
      }),
    ),
    nextAttemptAt: instantOut.nullable(),
  })
  .openapi('Delivery', { example: deliveryExample });

export type DeliveryJson = z.infer<typeof delivery>;

export const deliveryPage = z
  .object({ items: z.array(delivery), nextCursor: z.string().nullable() })
  .openapi('DeliveryPage', { example: { items: [deliveryExample], nextCursor: null } });
