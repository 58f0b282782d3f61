/** What the workflow asks of the world. Activities implement this; every one may be tried more than once. */

import type {
  Notification,
  OutboundMessage,
  ReleaseRequest,
  ReservationRequest,
  SearchRequest,
  SessionRecord,
} from './effect.ts';
import type { Candidate } from './event.ts';
import type { KeptMessage } from './session.ts';
import type { Calendar, PinnedSettings } from './settings.ts';
import type { SessionView } from './view.ts';

export interface OpeningRequest {
  conversationId: string;
  channel: string;
  /** Messages held until the session opens: which of them does an earlier session keep? */
  messageKeys: string[];
  /** Sessions that they would open. */
  sessionIds: string[];
}

export interface OpeningFacts {
  settings: PinnedSettings;
  previousSessionId: string | null;
  lastAgentId: string | null;
  /** Message keys that an earlier session of the conversation kept. */
  kept: Record<string, KeptMessage>;
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

/** What the workflow of an agent asks. */
export interface AgentActivities {
  /** Tells the sessions an agent holds its presence, and gives its room to the queue. */
  settleAgent(agentId: string): Promise<void>;
}

/** An agent with room beside a session that waits and that it could serve. */
export interface Suspect {
  agentId: string;
  sessionId: string;
  /** The assignment number of the session's ticket. */
  number: number;
}

/** What should never be there, and is looked for all the same (docs/operating.md, "Schedules"). */
export type FindingKind =
  /** A session waited beside an agent with room. */
  | 'missed_wake_up'
  /** An agent held a number that its session does not want. */
  | 'stray_hold'
  /** An agent was reserved and the session was not told. */
  | 'untold_hold'
  /** A session has an agent who does not hold it. */
  | 'missing_hold'
  /** A session has an agent under a number that has ended. */
  | 'ended_hold'
  /** A ticket of a session that does not queue for it. */
  | 'stray_ticket'
  /** A session queues without a ticket. */
  | 'missing_ticket'
  /** A session is open, and its workflow is gone. */
  | 'orphaned_session'
  /** A conversation's run ended in a way no session ends. */
  | 'broken_run';

export interface Finding {
  kind: FindingKind;
  /** What tells it from others of its kind: it is counted once. */
  about: string;
  sessionId: string | null;
  agentId: string | null;
  number: number | null;
  /** One sentence. */
  detail: string;
  mended: boolean;
}

export interface UpkeepReport {
  /** The first of them. */
  findings: Finding[];
  /** How many there are of each kind. */
  counts: Partial<Record<FindingKind, number>>;
  /** What could not be told, because its workflow did not answer or time was short: the next run looks again. */
  unclear: number;
}

export interface UpkeepOptions {
  /** Report only. */
  dryRun: boolean;
}

/** What the scheduled workflows ask. */
export interface UpkeepActivities {
  /**
   * Sets agents offline whose beats have stopped, and has every change of presence settled that is untold.
   *
   * @returns the agents set offline, and how many changes were passed on
   */
  expirePresence(): Promise<{ expired: string[]; told: number }>;
  /** Agents with room beside a session they could serve: most are being served at this moment. */
  findSuspects(): Promise<Suspect[]>;
  /** Serves those that are suspects still, and counts them. */
  serveSuspects(suspects: Suspect[]): Promise<UpkeepReport>;
  /** Compares what agents hold with what sessions say of themselves, both ways. */
  reconcileHolds(options: UpkeepOptions): Promise<UpkeepReport>;
  /** Compares the queue with what sessions say of themselves, both ways. */
  reconcileTickets(options: UpkeepOptions): Promise<UpkeepReport>;
  /** Reports runs that failed or were terminated. */
  reportBrokenRuns(options: UpkeepOptions): Promise<UpkeepReport>;
  /** Removes graves, findings, rates of the queue, deliveries, kept answers and audit entries that have served their time. */
  clearOld(): Promise<
    Record<'graves' | 'findings' | 'rates' | 'deliveries' | 'answers' | 'audit', number>
  >;
}

export interface AttemptRequest {
  webhookId: string;
  /** The public event's ID. */
  eventId: string;
  /** Counts from 1 in each series of attempts. */
  attempt: number;
  /** Since the series began. */
  elapsedMs: number;
  /** The workflow's clock. */
  nowMs: number;
}

export interface AttemptOutcome {
  status: 'pending' | 'delivered' | 'failed';
  /** `null` when it is over. */
  retryInMs: number | null;
  /** Why it was not accepted, in one sentence of our own; `null` when it was. */
  error: string | null;
}

/** What a turn of dispatching did. */
export interface Dispatched {
  /** Events gone through. */
  events: number;
  /** Deliveries started. */
  deliveries: number;
}

/** What the workflows of webhooks ask. */
export interface WebhookActivities {
  /** Starts a delivery for every new event and webhook, for minutes. */
  dispatchEvents(): Promise<Dispatched>;
  /** Sends an event once, and keeps what came of it. */
  attemptDelivery(request: AttemptRequest): Promise<AttemptOutcome>;
}
