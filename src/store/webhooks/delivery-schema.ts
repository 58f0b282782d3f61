/** The log of deliveries: every event that an endpoint is to get, with every attempt. */

import {
  dateOrNull,
  documentSchema,
  numberOrNull,
  partSchema,
  requiredBoolean,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface Attempt {
  at: Date;
  tookMs: number;
  /** Status of the answer; `null` when there was none. */
  status: number | null;
  /** One sentence, when it was not accepted. */
  error: string | null;
}

export interface DeliveryDocument {
  /** `<endpoint>/<event>` */
  _id: string;
  webhookId: string;
  /** The public event's ID, which is sent as `webhook-id`. */
  eventId: string;
  /** The `_id` of the event in the log of events. */
  storedEventId: string;
  type: string;
  /** The session that the event is of, or is about. */
  sessionId: string | null;
  /** Of a `message.outbound`: whose delivery state this is. */
  messageId: string | null;
  createdAt: Date;
  /** A workflow sees to it. */
  started: boolean;
  status: DeliveryStatus;
  attempts: Attempt[];
  nextAttemptAt: Date | null;
  /** When it leaves the log; `null` for a `message.outbound`, whose state is the message's. */
  expiresAt: Date | null;
}

/** An event is delivered to an endpoint once. */
export const deliveryId = (webhookId: string, eventId: string): string => `${webhookId}/${eventId}`;

export const deliverySchema = documentSchema<DeliveryDocument>(
  {
    _id: requiredString,
    webhookId: requiredString,
    eventId: requiredString,
    storedEventId: requiredString,
    type: requiredString,
    sessionId: stringOrNull,
    messageId: stringOrNull,
    createdAt: requiredDate,
    started: requiredBoolean,
    status: requiredString,
    attempts: {
      type: [
        partSchema<Attempt>({
          at: requiredDate,
          tookMs: requiredNumber,
          status: numberOrNull,
          error: stringOrNull,
        }),
      ],
      default: [],
    },
    nextAttemptAt: dateOrNull,
    expiresAt: dateOrNull,
  },
  { collection: 'deliveries' },
);

deliverySchema.index({ webhookId: 1, createdAt: -1, _id: -1 });
deliverySchema.index({ webhookId: 1, status: 1, createdAt: -1, _id: -1 });
/** Finds what nothing sees to yet. */
deliverySchema.index(
  { createdAt: 1 },
  { name: 'unstarted', partialFilterExpression: { started: false } },
);
/** Finds the delivery state of messages. */
deliverySchema.index(
  { sessionId: 1, messageId: 1 },
  { partialFilterExpression: { type: 'message.outbound' } },
);
/** Finds what is old. */
deliverySchema.index({ expiresAt: 1 });
