import { WorkflowNotFoundError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import {
  LIVE_UPDATE,
  RECEIPT_UPDATE,
  type Live,
  type Receipt,
  type ReceiptRequest,
} from '../contract/messages.ts';
import { conversationWorkflowId } from './identity.ts';
import { call, type Temporal } from './temporal.ts';
import { Unavailable } from './unavailable.ts';
import { update } from './update.ts';

/** The answer to a caller that waits: a receipt, that the run is over, or that there is no verdict yet. */
export type ReceiptAnswer =
  { type: 'known'; receipt: Receipt } | { type: 'gone' } | { type: 'no verdict' };

/**
 * Asks where a customer's message landed, or which session is open, waiting at most three seconds. It changes
 * nothing: the message was accepted before.
 */
export async function receipt(
  temporal: Temporal,
  conversationId: string,
  request: ReceiptRequest,
): Promise<ReceiptAnswer> {
  const handle = temporal.client.workflow.getHandle(conversationWorkflowId(conversationId));
  try {
    const answer = await update<Receipt>(temporal, handle, {
      name: RECEIPT_UPDATE,
      input: request,
      updateId: randomUUID,
    });
    if (answer.type === 'done') return { type: 'known', receipt: answer.value };
    // A run that completes while it is asked had nothing more to do: what it knew is in the database.
    return answer.type === 'gone' ? answer : { type: 'no verdict' };
  } catch (error) {
    if (error instanceof Unavailable) return { type: 'no verdict' };
    throw error;
  }
}

export interface LiveAnswer {
  live: Live;
  workflowId: string;
  runId: string;
}

/**
 * Looks at a running conversation; it leaves nothing in its history.
 *
 * @returns `null` when Temporal no longer knows it, or its run is over
 * @throws Unavailable also when no worker answers within three seconds
 */
export async function askLive(
  temporal: Temporal,
  conversationId: string,
): Promise<LiveAnswer | null> {
  const workflowId = conversationWorkflowId(conversationId);
  try {
    return await call(temporal, () => look(temporal, workflowId));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** A run that is over when it is asked may have continued as new. */
async function look(temporal: Temporal, workflowId: string): Promise<LiveAnswer | null> {
  const { workflow } = temporal.client;
  for (;;) {
    const { runId, status } = await workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return null;
    const answer = await update(temporal, workflow.getHandle(workflowId, runId), {
      name: LIVE_UPDATE,
      input: null,
      updateId: randomUUID,
    });
    if (answer.type === 'gone') continue;
    if (answer.type === 'refused' && answer.code === LIVE_UPDATE) {
      return { live: answer.details[0] as Live, workflowId, runId };
    }
    throw new Unavailable('The session gave no answer that can be understood.');
  }
}
