/** API keys, as they are made and listed. */

import { z } from '../http/zod.ts';
import { identifier, instant, instantOut } from '../http/text-schemas.ts';

const MOST_CHANNELS = 100;
const ROLES = ['integration', 'agent', 'supervisor', 'admin'] as const;

interface Said {
  role: (typeof ROLES)[number];
  agentId?: string | undefined;
  channels?: string[] | undefined;
}

/** Checks which fields a key of a role must have, and which it must not. */
function roleProblems({ role, agentId, channels }: Said): [string, string, string][] {
  const problems: [string, string, string][] = [];
  if (role === 'agent' && agentId === undefined) {
    problems.push(['agentId', 'required', 'A key with the role agent needs its agent.']);
  }
  if (role === 'integration' && agentId !== undefined) {
    problems.push(['agentId', 'not_allowed', 'An integration acts for any agent by name.']);
  }
  if (role === 'admin' && channels !== undefined) {
    problems.push(['channels', 'not_allowed', 'An admin may do everything on all channels.']);
  }
  return problems;
}

export const newKeyBody = z
  .strictObject({
    name: identifier(),
    role: z.enum(ROLES),
    agentId: identifier().optional().openapi({
      description:
        'Needed for the role `agent`; for supervisors and admins, whom they take over as',
    }),
    channels: z
      .array(identifier())
      .min(1)
      .max(MOST_CHANNELS)
      .optional()
      .openapi({ description: 'The only channels it is good for; all when left out' }),
    expiresAt: instant.optional(),
  })
  .superRefine((body, context) => {
    for (const [path, code, message] of roleProblems(body)) {
      context.addIssue({ code: 'custom', path: [path], message, params: { code } });
    }
  })
  .openapi('NewKey', {
    example: { name: 'WhatsApp bridge', role: 'integration', channels: ['whatsapp'] },
  });

const card = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  agentId: z.string().nullable(),
  channels: z.array(z.string()).nullable(),
  prefix: z.string().openapi({ description: 'How the key begins' }),
  createdAt: instantOut,
  createdBy: z.string(),
  lastUsedAt: instantOut.nullable().openapi({ description: 'To the minute' }),
  expiresAt: instantOut.nullable(),
  revokedAt: instantOut.nullable(),
});

const example = {
  id: 'k_01k9z3v7q2m4n6p8r0s1t5w9x2',
  name: 'WhatsApp bridge',
  role: 'integration' as const,
  agentId: null,
  channels: ['whatsapp'],
  prefix: 'sk_01k9z3v7q2m4n6p8r0s1t5w9x2',
  createdAt: '2026-01-31T09:00:00.000Z',
  createdBy: 'admin-key',
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
};

export type KeyJson = z.infer<typeof card>;

export const keyPage = z
  .object({ items: z.array(card.openapi('Key', { example })), nextCursor: z.string().nullable() })
  .openapi('KeyPage', { example: { items: [example], nextCursor: null } });

export const newKeyAnswer = card
  .extend({ key: z.string().openapi({ description: 'Shown this once' }) })
  .openapi('CreatedKey', {
    example: { ...example, key: 'sk_01k9z3v7q2m4n6p8r0s1t5w9x2_…' },
  });
