/** Events as streams and webhooks tell them. */

import {
  EVENT_TYPES,
  type EventType,
  type PublicEvent,
  type WorkspaceFacts,
} from '../../contract/public-event.ts';
import { z } from '../http/zod.ts';
import { EVENT_DATA } from './data-schemas.ts';
import { exampleSession } from '../sessions/shape.ts';
import { identifier, instantOut } from '../http/text-schemas.ts';

/** The fields by which an event names its session. */
type Owner<T extends EventType> = {
  [K in 'sessionId' | 'conversationId' | 'sequence']: z.ZodType<
    Extract<PublicEvent, { type: T }>[K]
  >;
};

const sequence = z.int().min(1).openapi({ description: 'Orders the events of a session' });

const OF_SESSION: Owner<Exclude<EventType, keyof WorkspaceFacts>> = {
  sessionId: z.string(),
  conversationId: z.string(),
  sequence,
};

const OF_NONE = { sessionId: z.null(), conversationId: z.null(), sequence: z.null() };

const OTHERS: { [T in keyof WorkspaceFacts]: Owner<T> } = {
  'agent.presence_changed': OF_NONE,
  'settings.saved': OF_NONE,
  'supervisor.alert': {
    sessionId: z.string().nullable(),
    conversationId: z.string().nullable(),
    sequence: sequence.nullable(),
  },
};

const isOther = (type: EventType): type is keyof WorkspaceFacts => Object.hasOwn(OTHERS, type);

/** `message.outbound` becomes `MessageOutboundEvent`. */
const nameOf = (type: EventType): string =>
  `.${type}.event`.replaceAll(/[._](\w)/g, (_all, letter: string) => letter.toUpperCase());

function dataOf(type: EventType): z.ZodType {
  const { fields } = EVENT_DATA[type];
  return Array.isArray(fields) ? z.union(fields.map((shape) => z.object(shape))) : z.object(fields);
}

const { id: sessionId, conversationId } = exampleSession;

function schemaOf(type: EventType) {
  const { description, example: data } = EVENT_DATA[type];
  const owner = isOther(type) ? OTHERS[type] : OF_SESSION;
  const ofSession = { id: `${sessionId}:5:9f86d081`, sessionId, conversationId, sequence: 5 };
  const ofNone = { id: `${type}:7`, sessionId: null, conversationId: null, sequence: null };
  const { id, ...ids } = owner === OF_NONE ? ofNone : ofSession;
  return z
    .object({
      id: z.string().openapi({ description: 'Stable: who has seen it may forget the second one' }),
      type: z.literal(type),
      at: instantOut,
      ...owner,
      data: dataOf(type),
    })
    .openapi(nameOf(type), {
      description,
      example: { id, type, at: '2026-01-31T09:00:00.000Z', ...ids, data },
    });
}

/** One schema for each type. */
export const EVENTS = EVENT_TYPES.map((type) => ({
  type,
  description: EVENT_DATA[type].description,
  schema: schemaOf(type),
}));

type Schema = (typeof EVENTS)[number]['schema'];
const schemas = EVENTS.map(({ schema }) => schema) as [Schema, ...Schema[]];

export const event = z.discriminatedUnion('type', schemas).openapi('Event', {
  description:
    'Something that happened. More types may come, and more fields: leave alone what you do not know.',
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
