/** Answers of the calls that read sessions. */

import { TIMER_NAMES } from '../../core/deadline.ts';
import { DELIVERY_STATUSES } from '../../store/webhooks/delivery-schema.ts';
import { instantOut } from '../http/text-schemas.ts';
import { z } from '../http/zod.ts';
import { exampleSession, session } from './shape.ts';

export const sessionPage = z
  .object({ items: z.array(session), nextCursor: z.string().nullable() })
  .openapi('SessionPage', { example: { items: [exampleSession], nextCursor: null } });

export const live = z
  .object({
    session,
    timers: z.array(z.object({ name: z.enum(TIMER_NAMES), dueAt: instantOut })),
    workflow: z.object({
      workflowId: z.string(),
      runId: z.string().nullable(),
      url: z.string().nullable(),
    }),
  })
  .openapi('LiveSession', {
    example: {
      session: exampleSession,
      timers: [{ name: 'warning', dueAt: '2026-01-31T09:25:02.000Z' }],
      workflow: {
        workflowId: 'chat/3x8k2m5q9w7t1v4z6y0a',
        runId: '0198c1f6-7c0a-7d55-b5b3-6a2f5f9f2a10',
        url: 'http://127.0.0.1:8233/namespaces/default/workflows/chat%2F3x8k2m5q9w7t1v4z6y0a',
      },
    },
  });

const messageExample = {
  messageId: 'm-1',
  sequence: 2,
  at: '2026-01-31T09:00:00.000Z',
  author: { type: 'customer', id: 'visitor-17' },
  visibility: 'public',
  text: 'Hello?',
  delivery: null,
} as const;

const message = z
  .object({
    messageId: z.string(),
    sequence: z.int(),
    at: instantOut,
    author: z.object({
      type: z.enum(['customer', 'agent', 'bot', 'system']),
      id: z.string().nullable(),
    }),
    visibility: z.enum(['public', 'note']),
    text: z.string(),
    delivery: z.enum(DELIVERY_STATUSES).nullable().openapi({
      description:
        'How far an outbound message is on its way to the customer: `delivered` once a webhook accepted it; `null` for what need not be sent, or when no webhook takes `message.outbound`',
    }),
  })
  .openapi('Message', { example: messageExample });

export type MessageJson = z.infer<typeof message>;

export const messagePage = z
  .object({ items: z.array(message), nextCursor: z.string().nullable() })
  .openapi('MessagePage', { example: { items: [messageExample], nextCursor: null } });

const decisionExample = {
  sequence: 3,
  what: 'session.assigned',
  dueAt: null,
  processedAt: '2026-01-31T09:00:00.120Z',
  trigger: 'search 1 (queue)',
  rule: 'A session that nobody has goes to the first candidate',
  settingsVersion: 1,
  candidates: [
    { agentId: 'maya', reason: 'longest idle' },
    { agentId: 'noor', reason: 'after maya' },
  ],
};

const decision = z
  .object({
    sequence: z.int(),
    what: z.string(),
    dueAt: instantOut.nullable(),
    processedAt: instantOut,
    trigger: z.string(),
    rule: z.string(),
    settingsVersion: z.int(),
    candidates: z.array(z.object({ agentId: z.string(), reason: z.string() })),
  })
  .openapi('Decision', { example: decisionExample });

export type DecisionJson = z.infer<typeof decision>;

export const decisionPage = z
  .object({ items: z.array(decision), nextCursor: z.string().nullable() })
  .openapi('DecisionPage', { example: { items: [decisionExample], nextCursor: null } });
