/** Schemas of a session's outcome, as a shop counts it. */

import { z } from '../http/zod.ts';
import { identifier } from '../http/text-schemas.ts';

const LONGEST_KIND = 100;
const LARGEST_VALUE = 1e12;

export const conversionBody = z
  .strictObject({
    done: z.boolean(),
    kind: identifier(LONGEST_KIND).optional(),
    value: z.number().min(0).max(LARGEST_VALUE).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'This must be a currency of ISO 4217, such as EUR.' })
      .optional(),
  })
  .openapi('Conversion', {
    example: { done: true, kind: 'order', value: 49.9, currency: 'EUR' },
  });
