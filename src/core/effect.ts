/** What a decision calls for in the world, as data. The shell performs effects; the rules never do. */

import type { Author, Candidate, Visibility } from './event.ts';
import type { Alert, CloseReason, SearchPurpose } from './session.ts';
import type { Strategy } from './settings.ts';

/**
 * Vocabulary of events and decisions (docs/api.md, "Events"), with the facts particular to each beside its message and
 * its reason. What integrators are told of them is described in `src/api/events/data-schemas.ts`.
 */
export interface Facts {
  'session.started': { previousSessionId: string | null };
  'session.queued': { lostAgentId?: string };
  'session.offered': { agentId: string; purpose: SearchPurpose };
  'session.offer_missed': { agentId: string; counted: boolean };
  'session.offer_declined': { agentId: string; counted: boolean };
  'session.offer_withdrawn': { agentId: string };
  'session.round_started': NoFacts;
  'session.search_started': { purpose: SearchPurpose; number: number; skill: string | null };
  'session.assigned': { agentId: string; fromAgentId: string | null };
  'session.transferred': { agentId: string; fromAgentId: string | null };
  'session.warned': { agentId: string | null };
  'session.overdue': { agentId: string | null };
  'session.answered': { agentId: string; waitedMs: number; lateMs: number };
  'session.reassigned': { agentId: string; fromAgentId: string | null };
  'session.reassignment_skipped': { agentId: string };
  'session.reminded': { reminder: number };
  'session.held': { untilMs: number };
  'session.resumed': NoFacts;
  'session.closed': { closeReason: CloseReason; lateMs: number };
  'session.effect_failed': NoFacts;
  'message.created': NoFacts;
  'message.outbound': { customerId: string; roomId: string | null };
  'supervisor.alert': { alert: Alert };
}

type NoFacts = object;

export type RecordType = keyof Facts;

export type MessageAuthor = Author | { type: 'customer'; id: string };

export interface MessageData {
  messageId: string;
  author: MessageAuthor;
  visibility: Visibility;
  text: string;
}

/** Why something happened: absent on messages, present on everything the rules decided. */
export interface Reason {
  /** What set it off: a message, a command and who gave it, a timer, an agent's presence. */
  trigger: string;
  /** The rule that decided, in a sentence with its numbers. */
  rule: string;
  /** Instant a timer was due; `null` when no timer was involved. */
  dueAtMs: number | null;
  candidates: Candidate[] | null;
}

/** One numbered event of a session: a message, or a decision with its reason. */
export interface SessionRecord {
  sequence: number;
  type: RecordType;
  /** When it happened: receive time of a message, due instant of a timer. */
  atMs: number;
  /** When the workflow handled it. */
  processedAtMs: number;
  settingsVersion: number;
  reason: Reason | null;
  message: MessageData | null;
  /** `Facts` of the type. */
  data: Record<string, string | number | boolean | null>;
}

export interface SearchRequest {
  sessionId: string;
  conversationId: string;
  channel: string;
  skill: string | null;
  /** The assignment number a reservation is keyed by, with the session. */
  number: number;
  /** Agents not to be asked, and why. */
  excluded: Candidate[];
  preferredAgentId: string | null;
  strategy: Strategy;
  /** Leave a ticket in the queue when nobody can take it. */
  queue: boolean;
  /** Place in the queue: first contact with this session. */
  placeMs: number;
}

export interface ReservationRequest {
  sessionId: string;
  conversationId: string;
  channel: string;
  number: number;
  agentId: string;
  /** Capacity does not bind (a supervisor's own takeover). */
  beyondCapacity: boolean;
}

export type ReleaseOutcome = 'released' | 'missed' | 'declined';

export interface ReleaseRequest {
  sessionId: string;
  number: number;
  /** `null` when nobody was recorded: the ticket is withdrawn, and a late reservation finds a tombstone. */
  agentId: string | null;
  outcome: ReleaseOutcome;
  /** After so many misses in a row the agent is set away; 0 never. */
  awayAfterMisses: number;
}

export type NotificationKind = 'offered' | 'assigned' | 'warned' | 'overdue' | 'supervisor_alert';

export interface Notification {
  /** Stable over retries: a notification with the same key is sent once. */
  key: string;
  to: { agentId: string } | 'supervisors';
  kind: NotificationKind;
  sessionId: string;
  conversationId: string;
  channel: string;
  atMs: number;
  dueAtMs: number | null;
  text: string;
}

/** A message of the product's own that must reach the customer: reminder, end message, queue message. */
export interface OutboundMessage {
  sessionId: string;
  conversationId: string;
  channel: string;
  /** The numbered `message.outbound`, recorded exactly once. */
  record: SessionRecord;
  cause: 'reminder' | 'end message' | 'queue message';
}

export type Effect =
  | { type: 'record'; sessionId: string; record: SessionRecord }
  | { type: 'loadSettings'; sessionId: string; channel: string }
  | { type: 'extendCalendar'; sessionId: string; channel: string; version: number; fromMs: number }
  | { type: 'findAgent'; request: SearchRequest }
  | { type: 'reserveAgent'; request: ReservationRequest }
  | { type: 'releaseAgent'; request: ReleaseRequest }
  | { type: 'recordAccept'; sessionId: string; number: number; agentId: string }
  | { type: 'notify'; notification: Notification }
  | { type: 'send'; message: OutboundMessage }
  | { type: 'verdict'; number: number; outcome: 'assigned' | 'agent_unavailable' };
