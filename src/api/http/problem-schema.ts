/** How an error reads (RFC 9457). */

import { PROBLEMS, type ProblemCode } from './problem-codes.ts';
import { z } from './zod.ts';

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    requestId: z.string(),
    errors: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
      .optional(),
  })
  .openapi('Problem', {
    example: {
      type: 'urn:sessionkeeper:problem:session_closed',
      title: 'The session is closed',
      status: 409,
      detail: 'The session is closed.',
      code: 'session_closed',
      requestId: '5f0c8a0e-8a39-4d0e-9d8b-0f3f0c6c3a51',
    },
  });
