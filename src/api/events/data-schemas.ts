/** What each type of event tells: one table, from which the OpenAPI document and the typed client come. */

import type { MessageAuthor } from '../../core/effect.ts';
import type { Author, Presence, Visibility } from '../../core/event.ts';
import type { Alert, CloseReason, SearchPurpose } from '../../core/session.ts';
import type { EventData, EventType } from '../../contract/public-event.ts';
import type { OffReason } from '../../contract/webhooks.ts';
import { z } from '../http/zod.ts';
import { instantOut } from '../http/text-schemas.ts';

/** A schema for every field, and no other. */
type Fields<D> = {
  [K in keyof D]-?: undefined extends D[K]
    ? z.ZodOptional<z.ZodType<Exclude<D[K], undefined>>>
    : z.ZodType<D[K]>;
};

type EachOf<D> = D extends unknown ? Fields<D> : never;

interface Told<D> {
  description: string;
  /** Of its `data`; a list where that has one of several shapes, told apart by `alert`. */
  fields: EachOf<D> | EachOf<D>[];
  example: D;
}

const text = (description: string): z.ZodString => z.string().openapi({ description });

const seconds = (description: string): z.ZodInt => z.int().min(0).openapi({ description });

/** One of a few words; there are no others, and each says what it means. */
function word<W extends string>(meanings: Record<W, string>): z.ZodType<W> {
  const description = Object.entries<string>(meanings)
    .map(([name, meaning]) => `\`${name}\`: ${meaning}`)
    .join('; ');
  return z.enum(Object.keys(meanings) as W[]).openapi({ description });
}

const channel = z.string();
const agentId = text('The agent');
const responsible = text('The agent who has the session, or had it last').nullable();
const lateSeconds = seconds(
  'Open time by which the customer’s wait ran over its deadline; 0 when it did not',
);
const messageId = text('Known once in a conversation');

const assignment = {
  channel,
  agentId: text('Who has the session now'),
  fromAgentId: text('Who had it before; `null`: nobody').nullable(),
};

const message = { channel, messageId, text: z.string() };

const AUTHORS = {
  agent: 'the agent with this `id`',
  bot: 'a program that answers',
  system: 'the product itself, or an integration',
};

const author = <T extends string>(
  types: Record<T, string>,
): z.ZodType<{ type: T; id: string | null }> =>
  z.object({ type: word<T>(types), id: z.string().nullable() });

const said = {
  channel: 'web',
  messageId: 'r-1',
  visibility: 'public',
  text: 'Good morning!',
} as const;

/** The compiler holds it to what the product tells: a field too many or too few is an error, and so is a type. */
export const EVENT_DATA: { [T in EventType]: Told<EventData[T]> } = {
  'session.started': {
    description: 'A session began.',
    fields: {
      channel,
      previousSessionId: text('The session of the same conversation before it').nullable(),
    },
    example: { channel: 'web', previousSessionId: null },
  },
  'session.queued': {
    description: 'Nobody can take the session now: it waits in the queue.',
    fields: {
      channel,
      lostAgentId: text('Who had it until now; left out when nobody had it').optional(),
    },
    example: { channel: 'web', lostAgentId: 'maya' },
  },
  'session.offered': {
    description: 'The session rings at an agent, who may accept it or decline.',
    fields: {
      channel,
      agentId,
      purpose: word<SearchPurpose>({
        queue: 'the customer waits for an agent',
        reassignment: 'who has it did not answer in time',
        offline: 'who has it went offline',
        transfer: 'who has it gave it on',
      }),
    },
    example: { channel: 'web', agentId: 'maya', purpose: 'queue' },
  },
  'session.assigned': {
    description: 'An agent has the session now: by assignment, takeover or transfer.',
    fields: assignment,
    example: { channel: 'web', agentId: 'maya', fromAgentId: null },
  },
  'session.warned': {
    description: 'The customer has waited long: an answer will soon be overdue.',
    fields: { channel, agentId: responsible },
    example: { channel: 'web', agentId: 'maya' },
  },
  'session.overdue': {
    description: 'The customer had no answer in time.',
    fields: { channel, agentId: responsible },
    example: { channel: 'web', agentId: 'maya' },
  },
  'session.answered': {
    description: 'The agent’s answer ended the customer’s wait.',
    fields: {
      channel,
      agentId,
      waitedSeconds: seconds('From the first unanswered message on'),
      lateSeconds,
    },
    example: { channel: 'web', agentId: 'maya', waitedSeconds: 61, lateSeconds: 0 },
  },
  'session.reassigned': {
    description: 'Another agent has the session: the one before did not answer, or went offline.',
    fields: assignment,
    example: { channel: 'web', agentId: 'noor', fromAgentId: 'maya' },
  },
  'session.held': {
    description: 'The session is on hold: reminders and auto-close stand still.',
    fields: { channel, until: instantOut },
    example: { channel: 'web', until: '2026-01-31T09:30:00.000Z' },
  },
  'session.resumed': {
    description: 'The hold is over.',
    fields: { channel },
    example: { channel: 'web' },
  },
  'session.closed': {
    description: 'The session is over. The customer’s next message opens another one.',
    fields: {
      channel,
      closeReason: word<CloseReason>({
        ended_by_agent: 'an agent ended it',
        ended_by_admin: 'an admin ended it',
        ended_by_customer: 'the customer ended it',
        customer_idle: 'the customer was silent',
        queue_timeout: 'nobody took it in time',
      }),
      lateSeconds,
    },
    example: { channel: 'web', closeReason: 'ended_by_agent', lateSeconds: 0 },
  },
  'message.created': {
    description: 'Somebody wrote a message, or a note.',
    fields: {
      ...message,
      visibility: word<Visibility>({ public: 'the customer reads it', note: 'agents only' }),
      author: author<MessageAuthor['type']>({
        customer: 'the customer with this `id`',
        ...AUTHORS,
      }),
    },
    example: {
      ...said,
      messageId: 'm-1',
      author: { type: 'customer', id: 'visitor-17' },
      text: 'Hello?',
    },
  },
  'message.outbound': {
    description: 'A message must be sent to the customer.',
    fields: {
      ...message,
      visibility: z.literal('public'),
      author: author<Author['type']>(AUTHORS),
      customer: z.object({ id: z.string() }),
      roomId: text('As it was given last with a message or the session').nullable(),
    },
    example: {
      ...said,
      author: { type: 'agent', id: 'maya' },
      customer: { id: 'visitor-17' },
      roomId: null,
    },
  },
  'agent.presence_changed': {
    description: 'An agent came, went away or went offline.',
    fields: {
      agentId,
      presence: word<Presence>({
        online: 'there',
        away: 'there, but gets nothing new',
        offline: 'gone',
      }),
    },
    example: { agentId: 'maya', presence: 'away' },
  },
  'supervisor.alert': {
    description:
      'Somebody should look. With a `sequence` it is of the session that raised it; without one it may still be about a session.',
    fields: [
      {
        channel,
        alert: word<Alert>({
          nobody_available: 'nobody can take a waiting customer',
          hops_spent: 'reassignments are spent, and the customer waits',
          queue_limit_near: 'a waiting customer will soon be sent away',
        }),
      },
      {
        channel,
        alert: word({ message_not_delivered: 'no webhook accepted the message' }),
        messageId,
      },
      {
        alert: word({ webhook_off: 'a webhook was switched off, of no session' }),
        webhookId: z.string(),
        offReason: word<Exclude<OffReason, 'by_hand'>>({
          gone: 'it answered 410',
          failing: 'it accepted nothing for three days',
        }),
      },
    ],
    example: { channel: 'web', alert: 'nobody_available' },
  },
  'settings.saved': {
    description: 'A version of the settings was saved.',
    fields: {
      version: z.int().min(1),
      channel: text('Whose settings; `null`: the workspace default').nullable(),
      savedBy: z.string(),
    },
    example: { version: 7, channel: 'web', savedBy: 'Maya' },
  },
};
