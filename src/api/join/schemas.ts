/** Links by which customers join, and their side of the conversation. */

import { LINK_STATUSES } from '../../store/links/schema.ts';
import { z } from '../http/zod.ts';
import { LONGEST_CURSOR } from '../http/query-schemas.ts';
import { freeText, identifier, instantOut, LONGEST_TEXT } from '../http/text-schemas.ts';

export const byToken = z.strictObject({ token: identifier() });

export const joinQuery = z.strictObject({
  cursor: identifier(LONGEST_CURSOR)
    .optional()
    .openapi({ description: '`nextCursor` of the answer before' }),
});

export const joinMessageBody = z
  .strictObject({ messageId: identifier(), text: freeText(LONGEST_TEXT) })
  .openapi('JoinMessage', { example: { messageId: 'b7f0c1', text: 'Is anybody there?' } });

export const joinAccepted = z
  .object({ messageId: z.string() })
  .openapi('JoinMessageAccepted', { example: { messageId: 'b7f0c1' } });

const item = z.object({
  messageId: z.string(),
  at: instantOut,
  author: z.object({
    type: z.enum(['customer', 'agent', 'bot', 'system']),
    name: z.string().nullable(),
  }),
  text: z.string(),
});

export type JoinItem = z.infer<typeof item>;

export const joinMessages = z
  .object({
    customer: z.object({ name: z.string().nullable() }),
    session: z.object({ open: z.boolean() }),
    items: z.array(item),
    nextCursor: z.string().openapi({
      description: 'Ask again with it for what comes later; the latest messages are repeated',
    }),
  })
  .openapi('JoinMessages', {
    example: {
      customer: { name: 'Ada' },
      session: { open: true },
      items: [
        {
          messageId: 'r-1',
          at: '2026-01-31T09:00:04.000Z',
          author: { type: 'agent', name: 'Maya' },
          text: 'Good morning!',
        },
      ],
      nextCursor: 'WyIwIiwwXQ',
    },
  });

/** A link as it was just issued. */
export const issuedLink = z
  .object({
    url: z.string(),
    token: z.string(),
    status: z.enum(LINK_STATUSES),
    issuedAt: instantOut,
    expiresAt: instantOut.nullable().openapi({ description: '`null`: never' }),
  })
  .openapi('TokenLink', {
    example: {
      url: 'https://chat.example.com/join/q7dUy0vJ2b8mX4kTz1nWc5pLr9aGfEhs',
      token: 'q7dUy0vJ2b8mX4kTz1nWc5pLr9aGfEhs',
      status: 'active',
      issuedAt: '2026-01-31T09:00:00.000Z',
      expiresAt: '2026-01-31T10:00:00.000Z',
    },
  });
