/** Agents, as they are administered and as they read. */

import { z } from '../http/zod.ts';
import { identifier, instantOut, whole } from '../http/text-schemas.ts';

const MOST_CAPACITY = 1_000;
const MOST_NAMES = 100;
const DEFAULT_CAPACITY = 3;

const email = z
  .email({ error: 'This must be an e-mail address.' })
  .max(254)
  .openapi({ example: 'maya@example.com' });

const card = {
  name: identifier(),
  email: email.nullable(),
  skills: z.array(identifier()).max(MOST_NAMES),
  /** Empty: all channels. */
  channels: z.array(identifier()).max(MOST_NAMES),
  capacity: whole(0, MOST_CAPACITY),
};

const example = {
  id: 'maya',
  name: 'Maya',
  email: 'maya@example.com',
  skills: ['billing'],
  channels: [],
  capacity: 3,
};

export const newAgentBody = z
  .strictObject({
    id: identifier().optional(),
    name: card.name,
    email: card.email.default(null),
    skills: card.skills.default([]),
    channels: card.channels.default([]),
    capacity: card.capacity.default(DEFAULT_CAPACITY),
  })
  .openapi('NewAgent', { example });

export const agentChanges = z
  .strictObject(card)
  .partial()
  .openapi('AgentChanges', { example: { capacity: 5 } });

const PRESENCES = ['online', 'away', 'offline'] as const;

export const presenceBody = z
  .strictObject({ presence: z.enum(PRESENCES) })
  .openapi('Presence', { example: { presence: 'online' } });

const agentExample = {
  ...example,
  presence: 'online',
  presenceSince: '2026-01-31T08:58:00.000Z',
  serving: 1,
  createdAt: '2026-01-01T12:00:00.000Z',
} as const;

export const agent = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    skills: z.array(z.string()),
    channels: z.array(z.string()),
    capacity: z.int(),
    presence: z.enum(PRESENCES),
    presenceSince: instantOut,
    /** Sessions that use capacity now. */
    serving: z.int(),
    createdAt: instantOut,
  })
  .openapi('Agent', { example: agentExample });

export type AgentJson = z.infer<typeof agent>;

export const agentPage = z
  .object({ items: z.array(agent), nextCursor: z.string().nullable() })
  .openapi('AgentPage', { example: { items: [agentExample], nextCursor: null } });
