/** Endpoints that events are delivered to, and how far the log of events has been gone through for them. */

import mongoose, { type mongo } from 'mongoose';
import {
  dateOrNull,
  documentSchema,
  mixed,
  partSchema,
  requiredBoolean,
  requiredDate,
  requiredString,
  stringOrNull,
} from '../schema.ts';
import type { OffReason } from '../../contract/webhooks.ts';

export interface WebhookSecret {
  /** `whsec_…`, sealed for the endpoint's ID. */
  sealed: string;
  /** When it ends; `null` for the one that stands. */
  expiresAt: Date | null;
}

export interface WebhookDocument {
  _id: string;
  url: string;
  /** Empty: all. */
  eventTypes: string[];
  /** Empty: all; events of no channel go to all. */
  channels: string[];
  /** The one that stands first, then the one before it. */
  secrets: WebhookSecret[];
  enabled: boolean;
  offReason: OffReason | null;
  /** When it last accepted a delivery, to the minute. */
  lastAcceptedAt: Date | null;
  createdAt: Date;
  /** Given by the server: the endpoint is told of events whose `position` is later. */
  since: mongo.Timestamp;
}

export const webhookSchema = documentSchema<WebhookDocument>(
  {
    _id: requiredString,
    url: requiredString,
    eventTypes: { type: [String], default: [] },
    channels: { type: [String], default: [] },
    secrets: {
      type: [partSchema<WebhookSecret>({ sealed: requiredString, expiresAt: dateOrNull })],
      default: [],
    },
    enabled: requiredBoolean,
    offReason: stringOrNull,
    lastAcceptedAt: dateOrNull,
    createdAt: requiredDate,
    since: { type: mixed },
  },
  { collection: 'webhooks' },
);

/** What an endpoint asked for; events of no channel concern everybody. */
export function takes(
  { eventTypes, channels }: Pick<WebhookDocument, 'eventTypes' | 'channels'>,
  event: { type: string; channel: string | null },
): boolean {
  const { type, channel } = event;
  if (eventTypes.length > 0 && !eventTypes.includes(type)) return false;
  return channels.length === 0 || channel === null || channels.includes(channel);
}

/** How far the dispatcher has gone through the log. */
export interface DispatchDocument {
  _id: 'webhooks';
  position: mongo.Timestamp;
}

export const dispatchSchema = documentSchema<DispatchDocument>(
  { _id: requiredString, position: { type: mixed } },
  { collection: 'dispatches' },
);

/** Before everything in the log. */
export const BEGINNING: mongo.Timestamp = new mongoose.mongo.Timestamp({ t: 1, i: 0 });
