/** Events as integrators see them (docs/api.md, "Events"): one vocabulary for the event stream and webhooks. */

import { createHash } from 'node:crypto';
import type { Facts, MessageAuthor } from '../core/effect.ts';
import type { Author, Visibility } from '../core/event.ts';
import type { EventDocument, StoredEvent, WorkspaceFacts } from './events.ts';

export const EVENT_TYPES = [
  'session.started',
  'session.queued',
  'session.offered',
  'session.assigned',
  'session.warned',
  'session.overdue',
  'session.answered',
  'session.reassigned',
  'session.held',
  'session.resumed',
  'session.closed',
  'message.created',
  'message.outbound',
  'agent.presence_changed',
  'supervisor.alert',
  'settings.saved',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

type MessageType = 'message.created' | 'message.outbound';

interface OfSession {
  sessionId: string;
  conversationId: string;
  /** Orders the events of a session. */
  sequence: number;
}
type OfNone = { [K in keyof OfSession]: null };
/** An alert is of the session that raised it, only about one, or about none. */
type OfEither = { [K in keyof OfSession]: OfSession[K] | null };

type Owner<T> = T extends 'supervisor.alert'
  ? OfEither
  : T extends keyof WorkspaceFacts
    ? OfNone
    : OfSession;

/** Facts as the API writes them: durations in whole seconds, instants in RFC 3339. */
type Written<F> = {
  [K in keyof F & string as PublicName<K>]: K extends 'untilMs' ? string : F[K];
};
type PublicName<K extends string> = K extends 'untilMs'
  ? 'until'
  : K extends `${infer Bare}Ms`
    ? `${Bare}Seconds`
    : K;

interface OfChannel {
  channel: string;
}

interface Message<A extends MessageAuthor['type'], V extends Visibility> extends OfChannel {
  messageId: string;
  author: { type: A; id: string | null };
  visibility: V;
  text: string;
}

interface Messages {
  'message.created': Message<MessageAuthor['type'], Visibility>;
  'message.outbound': Message<Author['type'], 'public'> & {
    customer: { id: string };
    roomId: string | null;
  };
}

/** What each type tells. `src/api/schemas/event-data.ts` describes it, and the compiler holds the two together. */
export type EventData = Messages & {
  [T in Exclude<EventType, MessageType>]:
    | (T extends keyof Facts ? OfChannel & Written<Facts[T]> : never)
    | (T extends keyof WorkspaceFacts ? WorkspaceFacts[T] : never);
};

/** An event, its `data` by its `type`. */
export type PublicEvent = {
  [T in EventType]: Owner<T> & {
    /** Stable over retries: who has seen it may forget the second one. */
    id: string;
    type: T;
    /** RFC 3339 in UTC. */
    at: string;
    data: EventData[T];
  };
}[EventType];

/**
 * Steps of the rules that are not listed are of no concern outside: who asks why finds them among the decisions. A
 * transfer ends in an assignment, and is told as one.
 */
function publicType(type: StoredEvent['type']): EventType | null {
  if (type === 'session.transferred') return 'session.assigned';
  return EVENT_TYPES.find((known) => known === type) ?? null;
}

/**
 * The event that integrators see.
 *
 * @returns `null` for a step that only the log of decisions tells
 */
export function publicEvent(stored: StoredEvent): PublicEvent | null {
  const type = publicType(stored.type);
  if (type === null) return null;
  const at = stored.at.toISOString();
  const event = isOfSession(stored)
    ? {
        id: publicId(stored),
        type,
        at,
        sessionId: stored.sessionId,
        conversationId: stored.conversationId,
        sequence: stored.sequence,
        data: dataOf(stored),
      }
    : {
        id: stored._id,
        type,
        at,
        sessionId: stored.about?.sessionId ?? null,
        conversationId: stored.about?.conversationId ?? null,
        sequence: null,
        data: stored.data,
      };
  // Facts were checked by type where they were recorded; the log holds all types alike.
  return event as PublicEvent;
}

/** Tells a session's event from one of the installation. */
function isOfSession(stored: StoredEvent): stored is EventDocument {
  return stored.sessionId !== null;
}

/**
 * What a later decision puts under the same number (docs/decisions/0006) is another event, or whoever forgets what it
 * has seen would lose it; the same event decided again stays the same.
 */
function publicId({ _id, type, message, data }: EventDocument): string {
  const facts = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify([type, message?.messageId ?? null, facts]);
  return `${_id}:${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

function dataOf({ type, channel, message, data }: EventDocument): object {
  if (message === null) {
    const facts = Object.entries(data).map(([name, value]) => publicFact(name, value));
    return { channel, ...Object.fromEntries(facts) };
  }
  const { messageId, visibility, text } = message;
  const author = { type: message.author.type, id: message.author.id };
  const told: EventData['message.created'] = { channel, messageId, author, visibility, text };
  if (type !== 'message.outbound') return told;
  const { customerId, roomId } = data as Facts['message.outbound'];
  return { ...told, customer: { id: customerId }, roomId };
}

type Fact = EventDocument['data'][string];

/** Instants and durations as the API writes them. */
function publicFact(name: string, value: Fact): [string, Fact] {
  if (!name.endsWith('Ms')) return [name, value];
  const bare = name.slice(0, -2);
  if (bare === 'until') {
    return [bare, typeof value === 'number' ? new Date(value).toISOString() : null];
  }
  return [`${bare}Seconds`, typeof value === 'number' ? Math.round(value / 1000) : null];
}
