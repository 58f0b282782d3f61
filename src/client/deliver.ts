import { WorkflowNotFoundError } from '@temporalio/client';
import type { OpeningEvent, SignalEvent } from '../core/event.ts';
import {
  CONVERSATION_WORKFLOW,
  searchAttributes,
  SESSION_SIGNAL,
  type ConversationInput,
} from '../contract/messages.ts';
import { conversationWorkflowId } from './identity.ts';
import { shortName } from './summary.ts';
import { call, type Temporal } from './temporal.ts';

/** A worker killed in a local activity holds its sessions for this long at most. */
const WORKFLOW_TASK_TIMEOUT = '4s';

export interface Delivery {
  conversationId: string;
  channel: string;
  event: OpeningEvent;
}

/**
 * Hands over what may open a session: a customer's message, or a request to open one. Accepted when it returns,
 * whether or not a worker or the database is there.
 *
 * It is one signal-with-start always: looking first whether a session runs would lose to one that is closing.
 *
 * @throws Unavailable when Temporal did not take it within three seconds
 */
export async function deliver(temporal: Temporal, delivery: Delivery): Promise<void> {
  const { conversationId, channel, event } = delivery;
  const summary = `Chat on ${shortName(channel)}, conversation ${conversationId.slice(0, 8)}`;
  const input: ConversationInput = { conversationId, channel, summary };
  await call(temporal, () =>
    temporal.client.workflow.signalWithStart(CONVERSATION_WORKFLOW, {
      workflowId: conversationWorkflowId(conversationId),
      taskQueue: temporal.taskQueue,
      args: [input],
      signal: SESSION_SIGNAL,
      signalArgs: [event],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      staticSummary: summary,
      staticDetails: `Channel: ${shortName(channel)}\n\nConversation: ${conversationId}`,
      // Set at the start, so that a list of workflows finds a session before any worker has seen it.
      typedSearchAttributes: [
        { key: searchAttributes.channel, value: channel },
        { key: searchAttributes.sessionId, value: event.newSessionId },
      ],
    }),
  );
}

/**
 * Tells a running conversation something; never starts one.
 *
 * @returns `gone` when no workflow of the conversation runs
 * @throws Unavailable
 */
export async function signalConversation(
  temporal: Temporal,
  conversationId: string,
  event: SignalEvent,
): Promise<'delivered' | 'gone'> {
  const handle = temporal.client.workflow.getHandle(conversationWorkflowId(conversationId));
  try {
    await call(temporal, () => handle.signal(SESSION_SIGNAL, event));
    return 'delivered';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}
