/** A session is a value: everything the rules need, as plain JSON that survives continue-as-new. */

import type { Customer } from './event.ts';
import type { PinnedSettings } from './settings.ts';

export type SessionStatus = 'queued' | 'offered' | 'active' | 'on_hold' | 'closed';
export type Awaiting = 'none' | 'agent' | 'customer';
export type CloseReason =
  'ended_by_agent' | 'ended_by_admin' | 'ended_by_customer' | 'customer_idle' | 'queue_timeout';

/** The stretch from the first unanswered customer message to the next public agent message or the close. */
export interface Wait {
  sinceMs: number;
  /** The response clock; `null` until an agent has served the session. */
  clockStartedAtMs: number | null;
  /** Due instant of the warning that went out. */
  warnedAtMs: number | null;
  /** Due instant of the breach that was noticed. */
  overdueAtMs: number | null;
  /** Alerts that already went to the supervisors in this wait. */
  alerted: Alert[];
}
export type Alert = 'nobody_available' | 'hops_spent' | 'queue_limit_near';

/** An agent's hold on a session, under the number of the assignment that reserved it. */
export interface Serving {
  agentId: string;
  number: number;
  assignedAtMs: number;
  /** When the agent went offline; `null` while present. */
  offlineSinceMs: number | null;
  /** The agent was deleted: no grace, and nothing is kept. */
  removed: boolean;
  /** Last time a reassignment found nobody, or was spent; the next try counts from there. */
  reassignmentTriedAtMs: number | null;
}

export interface Offer {
  agentId: string;
  number: number;
  offeredAtMs: number;
  offlineSinceMs: number | null;
  removed: boolean;
  purpose: SearchPurpose;
}

/** Why an agent is looked for. */
export type SearchPurpose = 'queue' | 'reassignment' | 'offline' | 'transfer';

/** An agent who went offline, or was deleted, between being reserved and being told of. */
export interface Absence {
  agentId: string;
  sinceMs: number;
  removed: boolean;
}

/** A search under way, or waiting in the queue with a ticket. */
export interface Search {
  number: number;
  purpose: SearchPurpose;
  /** Nobody could take it: the ticket waits for an agent to come free. */
  ticketed: boolean;
  /** When the timer was due that asked for it. */
  dueAtMs: number | null;
  absent: Absence | null;
}

/** One named agent is being reserved: a supervisor's assign or takeover, or a transfer. */
export interface DirectedSearch {
  number: number;
  agentId: string;
  purpose: 'assign' | 'takeover' | 'transfer';
  by: string;
  reason: string | null;
  absent: Absence | null;
}

/** Each agent is tried once per round. */
export interface Round {
  tried: string[];
  endedAtMs: number | null;
}

/** The customer's silence since the agent's last word, or since the assignment if nobody has written. */
export interface Idle {
  fromMs: number;
  /** Open time already counted before `fromMs`; time on hold does not count. */
  spentMs: number;
  /** How many reminders went out in this stretch. */
  reminded: number;
}

export interface Session {
  id: string;
  conversationId: string;
  channel: string;
  customer: Customer;
  roomId: string | null;
  orderIds: string[];
  attributes: Record<string, string>;
  /** Only agents with this skill may take it. */
  skill: string | null;
  settings: PinnedSettings;
  /** A successor opened at once, under its predecessor's settings, until those in force have been read. */
  settingsProvisional: boolean;
  /** Its calendar is being expanded further. */
  extendingCalendar: boolean;
  /** When it was last asked for: an expansion that fails or brings nothing is not asked for without end. */
  calendarAskedAtMs: number | null;

  status: SessionStatus;
  awaiting: Awaiting;
  createdAtMs: number;
  closedAtMs: number | null;
  closeReason: CloseReason | null;
  previousSessionId: string | null;

  wait: Wait | null;
  idle: Idle | null;
  serving: Serving | null;
  offer: Offer | null;
  /** The agent who had the session while it rings at others; it returns there when all miss it. */
  fallback: Serving | null;
  hold: { sinceMs: number; untilMs: number } | null;
  /** Created, or last lost its agent: the queue limit counts from here. */
  queuedSinceMs: number;
  search: Search | null;
  directed: DirectedSearch | null;
  /** The number of the latest assignment attempted. */
  assignmentNumber: number;
  round: Round;
  /** Agents whose offer moved on. */
  expiredOffers: string[];
  /** Who served last, also in the previous session: first choice for the next assignment, and credited with a breach. */
  lastAgentId: string | null;
  firstServedAtMs: number | null;

  everOverdue: boolean;
  overdueCount: number;
  /** Open time by which answers were late, in all. */
  latenessMs: number;
  /** By the timer only. */
  reassignments: number;
  /** Reassignments by the timer in this wait. */
  hops: number;

  /** Number of the latest event accepted. */
  sequence: number;
  /** Grows with every change. */
  revision: number;
  /** The workflow's clock at the latest change. With the revision it says which of two projections is later. */
  processedAtMs: number;
  /** Instant of the latest event: no event is stamped before the one ahead of it. */
  lastAtMs: number;
  /** `messageKey` to `sequence:digest` of every message kept by this session. */
  kept: Record<string, string>;
  /** The same for messages that earlier sessions of the conversation kept, with their session. */
  earlier: Record<string, { sessionId: string; sequence: number; digest: string }>;
}

/** Where a message landed. */
export interface KeptMessage {
  sessionId: string;
  sequence: number;
  digest: string;
}

/** Message IDs remembered in state, of this session and of earlier ones; a unique index stands behind the rest. */
export const KEPT_LIMIT = 5000;

/** Looks up a message that this session, or an earlier one of the conversation, already keeps. */
export function keptMessage(session: Session, messageKey: string): KeptMessage | null {
  const own = Object.hasOwn(session.kept, messageKey) ? session.kept[messageKey] : undefined;
  if (own !== undefined) {
    const [sequence, digest] = own.split(':', 2);
    return { sessionId: session.id, sequence: Number(sequence), digest: digest ?? '' };
  }
  return Object.hasOwn(session.earlier, messageKey) ? (session.earlier[messageKey] ?? null) : null;
}

/** Who answers for the session now: the one who serves it, else the one who served last. */
export function responsibleAgent(session: Session): string | null {
  return session.serving?.agentId ?? session.lastAgentId;
}
