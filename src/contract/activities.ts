/** Activities that the workflow of a conversation calls. Every one may be tried more than once. */

import type {
  Notification,
  OutboundMessage,
  ReleaseRequest,
  ReservationRequest,
  SearchRequest,
  SessionRecord,
} from '../core/effect.ts';
import type { Candidate } from '../core/event.ts';
import type { OpeningFacts } from '../core/opening.ts';
import type { Calendar, PinnedSettings } from '../core/settings.ts';
import type { SessionView } from '../core/view.ts';

export interface OpeningRequest {
  conversationId: string;
  channel: string;
  /** Messages held until the session opens: which of them does an earlier session keep? */
  messageKeys: string[];
  /** Sessions that they would open. */
  sessionIds: string[];
}

/** A message as its identity is stored beside it, so that a later run can tell a repetition. */
export interface SavedRecord extends SessionRecord {
  messageKey: string | null;
  digest: string | null;
}

export interface SaveBatch {
  sessionId: string;
  conversationId: string;
  channel: string;
  records: SavedRecord[];
  /** The projection after these records; `null` when a later batch carries it. */
  view: SessionView | null;
}

export interface SearchResult {
  agentId: string | null;
  candidates: Candidate[];
}

export interface CalendarRequest {
  channel: string;
  version: number;
  fromMs: number;
}

export interface Activities {
  /** Settings in force, the previous session, and what it kept. */
  loadOpening(request: OpeningRequest): Promise<OpeningFacts>;
  /** Settings in force for a channel. */
  loadSettings(channel: string): Promise<PinnedSettings>;
  /** The calendar of a settings version, expanded anew from an instant. */
  extendCalendar(request: CalendarRequest): Promise<Calendar>;
  /** Saves records by ID and the projection by revision; batches commute. */
  save(batch: SaveBatch): Promise<void>;
  /** Reserves the best candidate, or leaves a ticket. The same request gets the same agent. */
  findAgent(request: SearchRequest): Promise<SearchResult>;
  /** Reserves one named agent, or nobody. */
  reserveAgent(request: ReservationRequest): Promise<SearchResult>;
  /** Ends an assignment number for good, and gives what came free to the oldest ticket. */
  releaseAgent(request: ReleaseRequest): Promise<void>;
  /** An accepted offer ends a row of misses. */
  recordAccept(request: { sessionId: string; number: number; agentId: string }): Promise<void>;
  notify(notification: Notification): Promise<void>;
  /** Records the outbound event of a message of the product's own, exactly once. */
  sendToCustomer(message: OutboundMessage): Promise<void>;
}

/** Activities that the workflow of an agent calls. */
export interface AgentActivities {
  /** Tells the sessions an agent holds its presence, and gives its room to the queue. */
  settleAgent(agentId: string): Promise<void>;
}
