/** Events of a session. Instants are epoch milliseconds; every value is plain JSON. */

import type { Calendar, PinnedSettings } from './settings.ts';

export type Presence = 'online' | 'away' | 'offline';
export type Visibility = 'public' | 'note';

export interface Customer {
  id: string;
  name: string | null;
}

/** A contact's words about itself beside its text; `null` leaves what is known. */
export interface ContactDetails {
  customer: Customer;
  roomId: string | null;
  orderIds: string[];
  attributes: Record<string, string>;
}

/** A message as its sender identified it. */
export interface MessageIdentity {
  messageId: string;
  /** Short hash of the message ID: what state remembers of it. */
  messageKey: string;
  /** Short hash of author and text: tells a repetition from another message under the same ID. */
  digest: string;
}

export interface CustomerMessage extends MessageIdentity, ContactDetails {
  type: 'customerMessage';
  /** Received by the API at. */
  atMs: number;
  text: string;
  /** The ID of the session this message opens, if it opens one. */
  newSessionId: string;
}

export interface OpenSession extends ContactDetails {
  type: 'open';
  atMs: number;
  newSessionId: string;
}

export type Author = { type: 'agent'; id: string } | { type: 'bot' | 'system'; id: string | null };

export interface Reply extends MessageIdentity {
  type: 'reply';
  atMs: number;
  author: Author;
  visibility: Visibility;
  text: string;
  /** An integration must still send it to the customer. */
  outbound: boolean;
}

export interface Accept {
  type: 'accept';
  agentId: string;
}
export interface Decline {
  type: 'decline';
  agentId: string;
  reason: string | null;
}
export interface Assign {
  type: 'assign';
  agentId: string;
  /** The person who asked for it, for the log. */
  by: string;
  /** A supervisor takes the session personally: capacity does not bind. */
  takeover: boolean;
}
export interface Transfer {
  type: 'transfer';
  to: { agentId: string } | { skill: string };
  by: string;
  reason: string | null;
}
export interface Hold {
  type: 'hold';
  untilMs: number;
  by: string;
}
export interface Resume {
  type: 'resume';
  by: string;
}
export interface End {
  type: 'end';
  by: 'agent' | 'customer' | 'admin';
  id: string | null;
  note: string | null;
}

/** An order needs a verdict; it comes as an update. */
export type Order = Reply | Accept | Decline | Assign | Transfer | Hold | Resume | End;

/** The credential that an order is given under, and the agent it belongs to. */
export interface Giver {
  agentId: string | null;
  role: 'integration' | 'agent' | 'supervisor' | 'admin';
}

/** An order with its giver; `null` in histories recorded before orders told it: state alone decides. */
export type Command = Order & { giver: Giver | null };

/** An agent considered for an assignment, and why passed over or chosen. */
export interface Candidate {
  agentId: string;
  reason: string;
}

export interface AgentFound {
  type: 'agentFound';
  sessionId: string;
  /** The assignment number the agent is reserved under. */
  number: number;
  agentId: string;
  candidates: Candidate[];
}
export interface NoAgentFound {
  type: 'noAgentFound';
  sessionId: string;
  number: number;
  candidates: Candidate[];
}
export interface AgentPresence {
  type: 'agentPresence';
  agentId: string;
  presence: Presence | 'removed';
  sinceMs: number;
}
export interface SettingsLoaded {
  type: 'settingsLoaded';
  sessionId: string;
  settings: PinnedSettings;
}
export interface CalendarExtended {
  type: 'calendarExtended';
  sessionId: string;
  calendar: Calendar;
}
/** An effect was given up. */
export interface EffectFailed {
  type: 'effectFailed';
  sessionId: string;
  effect: string;
  /** The assignment number of a failed search. */
  number: number | null;
  reason: string;
}
/** The one timer fired: apply whatever is due. */
export interface Tick {
  type: 'tick';
}

export type SessionEvent =
  | CustomerMessage
  | OpenSession
  | Command
  | AgentFound
  | NoAgentFound
  | AgentPresence
  | SettingsLoaded
  | CalendarExtended
  | EffectFailed
  | Tick;

/** Events that may open a session. */
export type OpeningEvent = CustomerMessage | OpenSession;

/** Events that arrive from outside as signals. */
export type SignalEvent = CustomerMessage | OpenSession | AgentFound | AgentPresence;

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const textOrNull: Check = (value) => value === null || typeof value === 'string';
const instant: Check = (value) => Number.isFinite(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const fields =
  (checks: Record<string, Check>): Check =>
  (value) =>
    isObject(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const CONTACT: Record<string, Check> = {
  atMs: instant,
  newSessionId: text,
  customer: fields({ id: text, name: textOrNull }),
  roomId: textOrNull,
  orderIds: listOf(text),
  attributes: (value) => isObject(value) && Object.values(value).every(text),
};

const SIGNALS: Record<SignalEvent['type'], Check> = {
  customerMessage: fields({
    ...CONTACT,
    messageId: text,
    messageKey: text,
    digest: text,
    text,
  }),
  open: fields(CONTACT),
  agentFound: fields({
    sessionId: text,
    number: instant,
    agentId: text,
    candidates: listOf(fields({ agentId: text, reason: text })),
  }),
  agentPresence: fields({
    agentId: text,
    presence: (value) => ['online', 'away', 'offline', 'removed'].includes(value as string),
    sinceMs: instant,
  }),
};

/**
 * Tells a well-formed signal from a poisoned one. Anybody with access to Temporal can send a signal by hand, and a
 * malformed one must be set aside, not half applied.
 */
export function isSignalEvent(value: unknown): value is SignalEvent {
  if (!isObject(value) || typeof value['type'] !== 'string') return false;
  return (
    Object.hasOwn(SIGNALS, value['type']) && SIGNALS[value['type'] as SignalEvent['type']](value)
  );
}
