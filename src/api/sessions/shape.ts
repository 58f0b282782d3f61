/** A session as several subjects answer it. */

import { ACTIONS } from '../../core/allowed.ts';
import { LINK_STATUSES } from '../../store/links/schema.ts';
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

const tokenLink = z
  .object({
    url: z.string(),
    status: z.enum(LINK_STATUSES),
    expiresAt: instantOut.nullable(),
  })
  .openapi({ description: 'The conversation’s link, on its latest session; `null`: none' });

const conversion = z.object({
  done: z.boolean(),
  kind: z.string().nullable(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
});

export const exampleSession = {
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
  allowedActions: ['reply', 'note', 'transfer', 'end'],
  refusedActions: {
    accept: 'not_offered',
    decline: 'not_offered',
    assign: 'forbidden',
    hold: 'customer_waiting',
    resume: 'wrong_status',
  } as const,
};

/** Codes of problems, as a call would answer them now. */
const refusedCode = z
  .enum([
    'session_closed',
    'forbidden',
    'not_assigned',
    'not_offered',
    'wrong_status',
    'customer_waiting',
  ])
  .optional();
const refusedActions = z
  .object({
    reply: refusedCode,
    note: refusedCode,
    accept: refusedCode,
    decline: refusedCode,
    assign: refusedCode,
    transfer: refusedCode,
    hold: refusedCode,
    resume: refusedCode,
    end: refusedCode,
  } satisfies Record<(typeof ACTIONS)[number], typeof refusedCode>)
  .openapi({ description: 'Actions that the caller may not take now, each with the code why' });

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
    refusedActions,
  })
  .openapi('Session', { example: exampleSession });

export type SessionJson = z.infer<typeof session>;
