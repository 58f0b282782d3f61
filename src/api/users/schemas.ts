/** People, as admins administer them. */

import { USER_ROLES } from '../../store/people/user-schema.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../sign-in/password.ts';
import { z } from '../http/zod.ts';
import { freeText, identifier, instantOut, LONGEST_EMAIL } from '../http/text-schemas.ts';

const newPassword = freeText(LONGEST_PASSWORD)
  .refine((password) => Array.from(password).length >= SHORTEST_PASSWORD, {
    message: `The least is ${String(SHORTEST_PASSWORD)} characters.`,
    params: { code: 'too_short' },
  })
  .openapi({ minLength: SHORTEST_PASSWORD, example: 'five words of your own' });

const card = {
  name: identifier(),
  role: z.enum(USER_ROLES),
  agentId: identifier().nullable(),
  password: newPassword,
};

export const newUserBody = z
  .strictObject({
    email: z
      .email({ error: 'This must be an e-mail address.' })
      .max(LONGEST_EMAIL)
      .openapi({ example: 'maya@example.com' }),
    name: card.name,
    role: card.role,
    agentId: card.agentId.default(null),
    password: card.password.optional(),
  })
  .openapi('NewUser', {
    example: {
      email: 'maya@example.com',
      name: 'Maya',
      role: 'agent',
      agentId: 'maya',
      password: 'five words of your own',
    },
  });

export const userChanges = z
  .strictObject({ ...card, disabled: z.boolean() })
  .partial()
  .openapi('UserChanges', { example: { disabled: true } });

const userExample = {
  id: 'u_01kbkq3m6v4w9r2c8d7e5f1a0b',
  name: 'Maya',
  role: 'agent',
  agentId: 'maya',
  email: 'maya@example.com',
  disabled: false,
  hasPassword: true,
  createdAt: '2026-01-01T12:00:00.000Z',
} as const;

export const user = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum(USER_ROLES),
    agentId: z.string().nullable(),
    disabled: z.boolean(),
    hasPassword: z.boolean(),
    createdAt: instantOut,
  })
  .openapi('User', { example: userExample });

export type UserJson = z.infer<typeof user>;

export const userPage = z
  .object({ items: z.array(user), nextCursor: z.string().nullable() })
  .openapi('UserPage', { example: { items: [userExample], nextCursor: null } });
