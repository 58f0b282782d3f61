/** Parameters of addresses that several calls take: IDs in paths, kinds of filters, places in lists. */

import { identifier } from './text-schemas.ts';
import { z } from './zod.ts';

const MOST_ITEMS = 200;
export const LONGEST_CURSOR = 1_000;

/** A whole number in a range, both ends included. */
export const wholeParameter = (least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'This must be a whole number.' })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .openapi({ type: 'integer', minimum: least, maximum: most });

export const flagParameter = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .openapi({ type: 'string', enum: ['true', 'false'] });

export const pageParameters = {
  cursor: identifier(LONGEST_CURSOR)
    .optional()
    .openapi({ description: '`nextCursor` of the page before' }),
  limit: wholeParameter(1, MOST_ITEMS).optional(),
};

export const pageQuery = z.strictObject(pageParameters);

export const byId = z.strictObject({ id: identifier() });
export const byChannel = z.strictObject({ channel: identifier() });
