/** What can happen to a session. Instants are epoch milliseconds; every value is plain JSON. */

import type { Calendar, PinnedSettings } from './settings.ts';

export type Presence = 'online' | 'away' | 'offline';
export type Visibility = 'public' | 'note';

export interface Customer {
  id: string;
  name: string | null;
}

/** What a contact tells about itself beside its text; `null` leaves what is known. */
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
  /** Who asked for it, for the log. */
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

/** Commands need a verdict; they come as updates. */
export type Command = Reply | Accept | Decline | Assign | Transfer | Hold | Resume | End;

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

/** What may open a session. */
export type OpeningEvent = CustomerMessage | OpenSession;

/** Events that arrive from outside as signals. */
export type SignalEvent = CustomerMessage | OpenSession | AgentFound | AgentPresence;

const SIGNAL_FIELDS: Record<SignalEvent['type'], Record<string, 'string' | 'number' | 'object'>> = {
  customerMessage: {
    atMs: 'number',
    messageId: 'string',
    messageKey: 'string',
    digest: 'string',
    text: 'string',
    newSessionId: 'string',
    customer: 'object',
    orderIds: 'object',
    attributes: 'object',
  },
  open: {
    atMs: 'number',
    newSessionId: 'string',
    customer: 'object',
    orderIds: 'object',
    attributes: 'object',
  },
  agentFound: {
    sessionId: 'string',
    number: 'number',
    agentId: 'string',
    candidates: 'object',
  },
  agentPresence: { agentId: 'string', presence: 'string', sinceMs: 'number' },
};

/**
 * Tells a well-formed signal from a poisoned one. Anybody with access to Temporal can send a signal by hand, and a
 * malformed one must be set aside, not half applied.
 */
export function isSignalEvent(value: unknown): value is SignalEvent {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const event = value as Record<string, unknown>;
  if (typeof event['type'] !== 'string' || !Object.hasOwn(SIGNAL_FIELDS, event['type']))
    return false;
  const fields = SIGNAL_FIELDS[event['type'] as SignalEvent['type']];
  return Object.entries(fields).every(
    ([name, kind]) => typeof event[name] === kind && event[name] !== null,
  );
}
