/** Schemas of a customer's messages and details, as an integration sends them. */

import { freeText, identifier, LONGEST_TEXT } from '../http/text-schemas.ts';
import { z } from '../http/zod.ts';

const LONGEST_NAME = 200;
const MOST_ORDERS = 50;
const MOST_ATTRIBUTES = 50;
const LONGEST_ATTRIBUTE = 1_000;

/** Names that every object already has are no names for an attribute. */
const ATTRIBUTE_NAME = /^(?!(?:constructor|prototype)$)[A-Za-z][A-Za-z0-9_-]{0,63}$/;

const attributeName = z.string().regex(ATTRIBUTE_NAME, {
  error: 'Attribute names are 1 to 64 letters, digits, "_" and "-", beginning with a letter.',
});

const attributes = z
  .record(attributeName, freeText(LONGEST_ATTRIBUTE, 0))
  .refine((value) => Object.keys(value).length <= MOST_ATTRIBUTES, {
    message: `The most is ${String(MOST_ATTRIBUTES)} attributes.`,
    params: { code: 'too_long' },
  })
  .openapi({
    maxProperties: MOST_ATTRIBUTES,
    // JSON Schema of 2020 has it, the types of OpenAPI 3.0 do not.
    ...({ propertyNames: { pattern: ATTRIBUTE_NAME.source } } as object),
    example: { plan: 'gold' },
  });

const customer = z
  .strictObject({ id: identifier(), name: freeText(LONGEST_NAME).optional() })
  .openapi({ example: { id: '+15550100', name: 'Ada' } });

const details = {
  customer,
  roomId: identifier().optional(),
  orderIds: z.array(identifier()).max(MOST_ORDERS).optional(),
  attributes: attributes.optional(),
};

export const customerMessageBody = z
  .strictObject({ messageId: identifier(), ...details, text: freeText(LONGEST_TEXT) })
  .openapi('CustomerMessage', {
    example: { messageId: 'm-1', customer: { id: '+15550100', name: 'Ada' }, text: 'Hello?' },
  });

export const openSessionBody = z
  .strictObject({ channel: identifier(), ...details })
  .openapi('OpenSession', { example: { channel: 'web', customer: { id: 'visitor-17' } } });

export const messageAccepted = z
  .object({ conversationId: z.string(), messageId: z.string() })
  .openapi('MessageAccepted', {
    example: { conversationId: '3x8k2m5q9w7t1v4z6y0a', messageId: 'm-1' },
  });

export const messageReceipt = messageAccepted
  .extend({ sessionId: z.string(), sequence: z.int(), sessionStarted: z.boolean() })
  .openapi('MessageReceipt', {
    example: {
      conversationId: '3x8k2m5q9w7t1v4z6y0a',
      messageId: 'm-1',
      sessionId: '3x8k2m5q9w7t1v4z6y0a-01k9z3v7q2m4n6p8r0s1t5w9x2',
      sequence: 2,
      sessionStarted: true,
    },
  });
