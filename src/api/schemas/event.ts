/** Events as streams and webhooks tell them. */

import { EVENT_TYPES } from '../../models/public-event.ts';
import { z } from '../zod.ts';
import { identifier, instantOut } from './text.ts';

export const event = z
  .object({
    id: z.string(),
    type: z.enum(EVENT_TYPES),
    at: instantOut,
    sessionId: z.string().nullable(),
    conversationId: z.string().nullable(),
    sequence: z.int().min(1).nullable(),
    data: z.looseObject({}),
  })
  .openapi('Event', {
    description:
      'Something that happened. `id` is stable: who has seen it may forget the second one. `sequence` orders the events of a session.',
  });

const MOST_CHARACTERS = 1_000;

const types = z
  .string()
  .max(MOST_CHARACTERS)
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(EVENT_TYPES)))
  .openapi({
    type: 'string',
    description: 'Only events of these types, with commas between them',
    example: 'message.created,session.closed',
  });

export const eventsQuery = z.strictObject({
  sessionId: identifier().optional(),
  channel: identifier().optional(),
  types: types.optional(),
});
