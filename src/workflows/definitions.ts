/** Signals and updates as the SDK wants them declared; their names and types are the contract's. */

import { defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  AGENT_CHANGED_SIGNAL,
  LIVE_UPDATE,
  RECEIPT_UPDATE,
  RETRY_NOW_SIGNAL,
  SESSION_SIGNAL,
  type CommandInput,
  type CommandOutcome,
  type Receipt,
  type ReceiptRequest,
} from '../contract/messages.ts';
import { ACTIONS } from '../core/allowed.ts';
import type { Order, SignalEvent } from '../core/event.ts';

/** A note is a reply that the customer does not see; every other action is a command under its own name. */
const COMMAND_NAMES = ACTIONS.filter((action): action is Order['type'] => action !== 'note');

export const sessionSignal = defineSignal<[SignalEvent]>(SESSION_SIGNAL);
export const agentChangedSignal = defineSignal(AGENT_CHANGED_SIGNAL);
export const retryNowSignal = defineSignal(RETRY_NOW_SIGNAL);

/** One update a command, so that the UI names them; refused with an ApplicationFailure whose type is the code. */
export const commandUpdates = COMMAND_NAMES.map((name) =>
  defineUpdate<CommandOutcome, [CommandInput]>(name),
);
export const receiptUpdate = defineUpdate<Receipt, [ReceiptRequest]>(RECEIPT_UPDATE);
export const liveUpdate = defineUpdate<never>(LIVE_UPDATE);
