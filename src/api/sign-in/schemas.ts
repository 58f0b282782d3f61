/** Signing in, and the caller as it reads itself. */

import { USER_ROLES } from '../../store/people/user-schema.ts';
import { freeText, identifier, LONGEST_EMAIL } from '../http/text-schemas.ts';
import { z } from '../http/zod.ts';
import { LONGEST_PASSWORD } from './password.ts';

export const signInBody = z
  .strictObject({ email: identifier(LONGEST_EMAIL), password: freeText(LONGEST_PASSWORD) })
  .openapi('SignIn', {
    example: { email: 'maya@example.com', password: 'five words of your own' },
  });

export const me = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(['integration', ...USER_ROLES]),
    agentId: z.string().nullable(),
    channels: z
      .array(z.string())
      .nullable()
      .openapi({ description: 'The only channels it may see; `null`: all' }),
    email: z.string().nullable().openapi({ description: '`null` of a key' }),
  })
  .openapi('Me', {
    example: {
      id: 'u_01kbkq3m6v4w9r2c8d7e5f1a0b',
      name: 'Maya',
      role: 'agent',
      agentId: 'maya',
      email: 'maya@example.com',
      channels: null,
    },
  });
