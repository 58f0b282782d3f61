/** Schemas of the messages that a customer reads and writes by a link. */

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
