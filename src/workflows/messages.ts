/** What may be sent to a conversation's workflow: the whole contract between client and workflow. */

import { defineSearchAttributeKey } from '@temporalio/common';
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Command, SignalEvent } from '../core/event.ts';
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

/** What sessions are found by in Temporal's visibility; no personal data. */
export const searchAttributes = {
  sessionId: defineSearchAttributeKey('SessionId', 'KEYWORD'),
  sessionStatus: defineSearchAttributeKey('SessionStatus', 'KEYWORD'),
  channel: defineSearchAttributeKey('Channel', 'KEYWORD'),
  agentId: defineSearchAttributeKey('AgentId', 'KEYWORD'),
  overdue: defineSearchAttributeKey('Overdue', 'BOOL'),
  settingsVersion: defineSearchAttributeKey('SettingsVersion', 'INT'),
} as const;

export interface ConversationInput {
  conversationId: string;
  channel: string;
  /** Shown in the Temporal UI, no personal data. */
  summary: string;
}

/** One signal for everything, so that events keep their order even before a run's first task. */
export const sessionSignal = defineSignal<[SignalEvent]>('session');

export interface CommandInput<C extends Command = Command> {
  sessionId: string;
  /** Who, route and idempotency key, hashed; `null` when the caller gave no key. */
  key: string | null;
  /** Hash of the body, to tell a repetition from another command under the same key. */
  bodyDigest: string;
  command: C;
}

export interface CommandOutcome {
  session: SessionView;
  /** Number of the message, for a reply. */
  sequence: number | null;
}

const COMMAND_NAMES = [
  'reply',
  'accept',
  'decline',
  'assign',
  'transfer',
  'hold',
  'resume',
  'end',
] as const satisfies readonly Command['type'][];

/** One update a command, so that the UI names them; refused with an ApplicationFailure whose type is the code. */
export const commandUpdates = COMMAND_NAMES.map((name) =>
  defineUpdate<CommandOutcome, [CommandInput]>(name),
);

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

/** Read-only: waits until the opening is over, then tells where a message landed. */
export const receiptUpdate = defineUpdate<Receipt, [ReceiptRequest]>('receipt');

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
 * Tells the state of now in the details of a refusal of this type: a refused update leaves nothing in history. It is no
 * query, for one that meets a save can leave a history that does not replay (docs/decisions/0012).
 */
export const liveUpdate = defineUpdate<never>('live');

/** Wakes the agent workflow: something about the agent changed. */
export const agentChangedSignal = defineSignal('agentChanged');

export interface AgentInput {
  agentId: string;
}

/** A delivery waits for its next attempt: make it now. */
export const retryNowSignal = defineSignal('retryNow');

export interface DeliveryInput {
  webhookId: string;
  /** The public event's ID. */
  eventId: string;
}
