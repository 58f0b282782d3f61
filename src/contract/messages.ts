/** Names and shapes of everything that may be sent to a workflow: the whole contract between client and workflow. */

import type { Giver, Order } from '../core/event.ts';
import type { Claim } from '../core/claims.ts';
import type { Deadline } from '../core/deadline.ts';
import type { KeptMessage } from '../core/session.ts';
import type { SessionView } from '../core/view.ts';

/** Workflow type of a conversation. */
export const CONVERSATION_WORKFLOW = 'conversation';
/** Workflow type that settles an agent's change: tells its sessions, drains the queue. */
export const AGENT_WORKFLOW = 'agent';
/** Workflow type that delivers an event to a webhook. */
export const DELIVERY_WORKFLOW = 'webhook';
/** Workflow type that has a delivery started for every new event and webhook. */
export const DISPATCH_WORKFLOW = 'dispatch';
/** Workflow types that schedules start. */
export type UpkeepWorkflow = 'watch' | 'safety' | 'reconcile';

/** Search attributes of sessions in Temporal's visibility; no personal data. */
export const searchAttributes = {
  sessionId: { name: 'SessionId', type: 'KEYWORD' },
  sessionStatus: { name: 'SessionStatus', type: 'KEYWORD' },
  channel: { name: 'Channel', type: 'KEYWORD' },
  agentId: { name: 'AgentId', type: 'KEYWORD' },
  overdue: { name: 'Overdue', type: 'BOOL' },
  settingsVersion: { name: 'SettingsVersion', type: 'INT' },
} as const;

export interface ConversationInput {
  conversationId: string;
  channel: string;
  /** Shown in the Temporal UI, no personal data. */
  summary: string;
}

/** One signal carries every `SignalEvent`, so that events keep their order even before a run's first task. */
export const SESSION_SIGNAL = 'session';

export interface CommandInput {
  sessionId: string;
  /** Hash of the giver, the route and the idempotency key; `null` when the caller gave no key. */
  key: string | null;
  /** Hash of the body, to tell a repetition from another command under the same key. */
  bodyDigest: string;
  command: Order;
  /** Absent in histories and from clients of versions before the rule of ownership. */
  giver?: Giver;
}

export interface CommandOutcome {
  session: SessionView;
  /** Number of the message, for a reply. */
  sequence: number | null;
}

export interface ReceiptRequest {
  /** A customer message's key, or the ID of a session asked to be opened. */
  messageKey: string | null;
  newSessionId: string | null;
}

export interface Receipt {
  /** Where the message landed; `null` when it is not known here. */
  kept: KeptMessage | null;
  /** The session that is open, and whether the request opened it. */
  session: SessionView | null;
  opened: boolean;
}

/** Read-only update: waits until the opening is over, then answers a `ReceiptRequest` with a `Receipt`. */
export const RECEIPT_UPDATE = 'receipt';

export interface Live {
  session: SessionView | null;
  timers: Deadline[];
  /** The assignment numbers that the session has or seeks an agent under. */
  claims: Claim[];
  /** Messages held until the session opens. */
  held: number;
  /** Effects not performed yet. */
  outbox: { records: number; assignments: number; deliveries: number; notices: number };
  savedThrough: number;
  /** Poisoned signals and effects set aside in this conversation. */
  setAside: string[];
}

/**
 * This update is always refused, and a `Live` is the detail of a refusal of this type: a refused update leaves nothing
 * in history. It is no query, for one that meets a save can leave a history that does not replay (docs/decisions/0012).
 */
export const LIVE_UPDATE = 'live';

/** Wakes the agent workflow: something about the agent changed. */
export const AGENT_CHANGED_SIGNAL = 'agentChanged';

export interface AgentInput {
  agentId: string;
}

/** A delivery waits for its next attempt: this signal makes it now. */
export const RETRY_NOW_SIGNAL = 'retryNow';

export interface DeliveryInput {
  webhookId: string;
  /** The public event's ID. */
  eventId: string;
}
