/** The bodies of what agents, customers and supervisors ask of a session. */

import { freeText, identifier, instant, LONGEST_TEXT } from '../http/text-schemas.ts';
import { z } from '../http/zod.ts';

const LONGEST_REASON = 1_000;
const reason = freeText(LONGEST_REASON).optional();

const author = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('agent'), id: identifier() }),
  z.strictObject({ type: z.literal('bot'), id: identifier().optional() }),
  z.strictObject({ type: z.literal('system'), id: identifier().optional() }),
]);

export const replyBody = z
  .strictObject({
    messageId: identifier(),
    author,
    visibility: z.enum(['public', 'note']).optional(),
    text: freeText(LONGEST_TEXT),
  })
  .openapi('Reply', {
    example: {
      messageId: 'r-1',
      author: { type: 'agent', id: 'maya' },
      text: 'Good morning! How can I help?',
    },
  });

export const replyReceipt = z
  .object({ sequence: z.int() })
  .openapi('ReplyReceipt', { example: { sequence: 5 } });

export const offerAnswerBody = z
  .strictObject({ agentId: identifier(), reason })
  .openapi('OfferAnswer', { example: { agentId: 'maya' } });

export const transferBody = z
  .strictObject({
    to: z.union([
      z.strictObject({ agentId: identifier() }),
      z.strictObject({ skill: identifier() }),
    ]),
    reason,
  })
  .openapi('Transfer', { example: { to: { skill: 'billing' }, reason: 'A question of invoices' } });

export const holdBody = z
  .strictObject({ until: instant })
  .openapi('Hold', { example: { until: '2026-01-31T09:30:00Z' } });

export const resumeBody = z.strictObject({}).optional().openapi({ example: {} });

export const endBody = z
  .strictObject({
    by: z.enum(['agent', 'customer', 'admin']),
    id: identifier().optional(),
    note: freeText(LONGEST_REASON).optional(),
  })
  .openapi('End', { example: { by: 'agent', id: 'maya' } });

export const assignBody = z
  .strictObject({
    agentId: identifier(),
    takeover: z
      .boolean()
      .optional()
      .openapi({ description: 'A supervisor takes it personally: capacity does not bind' }),
  })
  .openapi('Assign', { example: { agentId: 'maya' } });
