/** How a session reads. */

import { ACTIONS } from '../../core/allowed.ts';
import { TIMER_NAMES } from '../../core/deadline.ts';
import { DELIVERY_STATUSES } from '../../store/webhooks/delivery-schema.ts';
import { z } from '../http/zod.ts';
import { instantOut } from '../http/text-schemas.ts';

export const STATUSES = ['queued', 'offered', 'active', 'on_hold', 'closed'] as const;
export const CLOSE_REASONS = [
  'ended_by_agent',
  'ended_by_admin',
  'ended_by_customer',
  'customer_idle',
  'queue_timeout',
] as const;

const wait = z.object({
  since: instantOut,
  clockStartedAt: instantOut.nullable(),
  warnAt: instantOut.nullable(),
  dueAt: instantOut.nullable(),
  warned: z.boolean(),
  overdue: z.boolean(),
});

const offer = z
  .object({ agentId: z.string(), offeredAt: instantOut, expiresAt: instantOut })
  .openapi({ description: 'Whom it rings, since when, and when it moves on; `null`: nobody' });

const hold = z
  .object({ since: instantOut, until: instantOut })
  .openapi({ description: 'Since when it is on hold, and when that ends by itself; `null`: not' });

const queue = z
  .object({
    position: z.int().openapi({ description: '1: served next' }),
    estimatedWaitSeconds: z
      .int()
      .nullable()
      .openapi({ description: '`null` while too few were served lately to tell' }),
  })
  .openapi({
    description:
      'Where it stands in the queue, when the session is read; `null` when it does not, and in what a command answers',
  });

const LINK_STATUSES = ['active', 'expired', 'revoked'] as const;

const tokenLink = z
  .object({
    url: z.string(),
    status: z.enum(LINK_STATUSES),
    expiresAt: instantOut.nullable(),
  })
  .openapi({ description: 'The conversation’s link, on its latest session; `null`: none' });

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

const conversion = z.object({
  done: z.boolean(),
  kind: z.string().nullable(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
});

export const example = {
  id: '3x8k2m5q9w7t1v4z6y0a-01k9z3v7q2m4n6p8r0s1t5w9x2',
  conversationId: '3x8k2m5q9w7t1v4z6y0a',
  channel: 'web',
  customer: { id: 'visitor-17', name: 'Ada' },
  roomId: null,
  orderIds: ['2041'],
  attributes: { plan: 'gold' },
  skill: null,
  status: 'active',
  awaiting: 'agent',
  agentId: 'maya',
  lastAgentId: 'maya',
  offer: null,
  queue: null,
  wait: {
    since: '2026-01-31T09:00:00.000Z',
    clockStartedAt: '2026-01-31T09:00:02.000Z',
    warnAt: '2026-01-31T09:25:02.000Z',
    dueAt: '2026-01-31T09:30:02.000Z',
    warned: false,
    overdue: false,
  },
  hold: null,
  everOverdue: false,
  overdueCount: 0,
  latenessSeconds: 0,
  closesAt: null,
  reassignments: 0,
  createdAt: '2026-01-31T09:00:00.000Z',
  closedAt: null,
  closeReason: null,
  previousSessionId: null,
  nextSessionId: null,
  settingsVersion: 1,
  sequence: 3,
  token: null,
  conversion: null,
  allowedActions: ['reply', 'note', 'assign', 'transfer', 'end'],
};

export const session = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    channel: z.string(),
    customer: z.object({ id: z.string(), name: z.string().nullable() }),
    roomId: z.string().nullable(),
    orderIds: z.array(z.string()),
    attributes: z
      .record(z.string(), z.string())
      .openapi({ description: 'As they were given with the messages and at the opening' }),
    skill: z
      .string()
      .nullable()
      .openapi({ description: 'Only agents with this skill are asked; `null`: any agent' }),
    status: z.enum(STATUSES),
    awaiting: z.enum(['none', 'agent', 'customer']),
    agentId: z.string().nullable(),
    lastAgentId: z
      .string()
      .nullable()
      .openapi({ description: 'Who served last, also in the session before; `null`: nobody yet' }),
    offer: offer.nullable(),
    queue: queue.nullable(),
    wait: wait.nullable(),
    hold: hold.nullable(),
    everOverdue: z.boolean(),
    overdueCount: z.int().openapi({ description: 'How many waits became overdue' }),
    latenessSeconds: z
      .int()
      .openapi({ description: 'By how much open time the answers were late, in all' }),
    closesAt: instantOut.nullable(),
    reassignments: z.int(),
    createdAt: instantOut,
    closedAt: instantOut.nullable(),
    closeReason: z.enum(CLOSE_REASONS).nullable(),
    previousSessionId: z.string().nullable(),
    nextSessionId: z.string().nullable(),
    settingsVersion: z.int(),
    sequence: z.int().openapi({ description: 'The number of its latest event' }),
    token: tokenLink.nullable(),
    conversion: conversion.nullable(),
    allowedActions: z.array(z.enum(ACTIONS)),
  })
  .openapi('Session', { example });

export type SessionJson = z.infer<typeof session>;

export const sessionPage = z
  .object({ items: z.array(session), nextCursor: z.string().nullable() })
  .openapi('SessionPage', { example: { items: [example], nextCursor: null } });

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
      session: example,
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
