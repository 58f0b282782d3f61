/** Parameters of addresses: IDs in paths, filters and places in lists. */

import { CLOSE_REASONS, STATUSES } from '../sessions/schemas.ts';
import { identifier, instant } from './text-schemas.ts';
import { z } from './zod.ts';

const MOST_ITEMS = 200;
export const LONGEST_CURSOR = 1_000;

const whole = (least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'This must be a whole number.' })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .openapi({ type: 'integer', minimum: least, maximum: most });

const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .openapi({ type: 'string', enum: ['true', 'false'] });

const place = {
  cursor: identifier(LONGEST_CURSOR)
    .optional()
    .openapi({ description: '`nextCursor` of the page before' }),
  limit: whole(1, MOST_ITEMS).optional(),
};

export const pageQuery = z.strictObject(place);

export const byId = z.strictObject({ id: identifier() });
export const byChannel = z.strictObject({ channel: identifier() });

/** Orders of the list of sessions; `-`: the latest first. */
export const SORTS = ['createdAt', '-createdAt', 'expiresAt', '-expiresAt'] as const;
export type Sort = (typeof SORTS)[number];

const LONGEST_LINK = 2_000;

export const sessionsQuery = z.strictObject({
  sessionId: identifier().optional(),
  orderId: identifier().optional(),
  customerName: identifier()
    .optional()
    .openapi({ description: 'How the name begins, in any case' }),
  tokenLink: identifier(LONGEST_LINK).optional().openapi({
    description: 'The link a customer has, or the token in it; also one that was replaced',
  }),
  tokenStatus: z
    .enum(['active', 'expired', 'revoked', 'none'])
    .optional()
    .openapi({ description: 'As it is now; `none`: no link' }),
  expiresAfter: instant.optional(),
  expiresBefore: instant.optional(),
  neverExpires: flag.optional().openapi({ description: 'Links without, or with, an expiry' }),
  converted: flag.optional(),
  roomId: identifier().optional(),
  status: z.enum(STATUSES).optional(),
  overdue: flag.optional(),
  agentId: identifier().optional(),
  channel: identifier().optional(),
  closeReason: z.enum(CLOSE_REASONS).optional(),
  createdAfter: instant.optional(),
  createdBefore: instant.optional(),
  settingsVersion: whole(0, 999_999_999).optional(),
  sort: z.enum(SORTS).optional().openapi({
    description:
      'Newest first unless given; by expiry, soonest first, when a range of it is asked for. By expiry only sessions whose link has one are listed.',
  }),
  ...place,
});

export type SessionsQuery = z.output<typeof sessionsQuery>;
