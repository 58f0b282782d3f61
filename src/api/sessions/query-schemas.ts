/** The filters and orders of the list of sessions. */

import { SORTS } from '../../store/sessions/search.ts';
import { flagParameter, pageParameters, wholeParameter } from '../http/query-schemas.ts';
import { identifier, instant } from '../http/text-schemas.ts';
import { z } from '../http/zod.ts';
import { CLOSE_REASONS, STATUSES } from './shape.ts';

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
  neverExpires: flagParameter
    .optional()
    .openapi({ description: 'Links without, or with, an expiry' }),
  converted: flagParameter.optional(),
  roomId: identifier().optional(),
  status: z.enum(STATUSES).optional(),
  overdue: flagParameter.optional(),
  agentId: identifier().optional(),
  channel: identifier().optional(),
  closeReason: z.enum(CLOSE_REASONS).optional(),
  createdAfter: instant.optional(),
  createdBefore: instant.optional(),
  settingsVersion: wholeParameter(0, 999_999_999).optional(),
  sort: z.enum(SORTS).optional().openapi({
    description:
      'Newest first unless given; by expiry, soonest first, when a range of it is asked for. By expiry only sessions whose link has one are listed.',
  }),
  ...pageParameters,
});
