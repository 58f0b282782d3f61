/** Events as integrators see them (docs/api.md, "Events"): one vocabulary for the event stream and webhooks. */

import type { Facts, MessageAuthor } from '../core/effect.ts';
import type { Author, Presence, Visibility } from '../core/event.ts';
import type { OffReason } from './webhooks.ts';

/** Data of the events of the installation, as integrators read it. */
export interface WorkspaceFacts {
  'agent.presence_changed': { agentId: string; presence: Presence };
  'settings.saved': { version: number; channel: string | null; savedBy: string };
  /** Alerts that no session raised itself. */
  'supervisor.alert':
    | { alert: 'message_not_delivered'; channel: string; messageId: string }
    | { alert: 'webhook_off'; webhookId: string; offReason: Exclude<OffReason, 'by_hand'> };
}

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

/** Data of each type. `src/api/events/data-schemas.ts` describes it, and the compiler holds the two together. */
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
