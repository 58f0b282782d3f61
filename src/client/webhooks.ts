/** Deliveries to webhooks, each a workflow of its own. */

import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import {
  DELIVERY_WORKFLOW,
  DISPATCH_WORKFLOW,
  RETRY_NOW_SIGNAL,
  searchAttributes,
  type DeliveryInput,
} from '../contract/messages.ts';
import { call, type Temporal } from './temporal.ts';

/** The summary of a delivery; nothing personal, for operators see it. */
export interface DeliveryStart extends DeliveryInput {
  type: string;
  /** The session it tells of. */
  sessionId: string | null;
}

function optionsOf(temporal: Temporal, { webhookId, eventId, type, sessionId }: DeliveryStart) {
  const input: DeliveryInput = { webhookId, eventId };
  return {
    workflowId: `webhook/${webhookId}/${eventId}`,
    taskQueue: `${temporal.taskQueue}-webhooks`,
    args: [input] as [DeliveryInput],
    staticSummary: `${type} to ${webhookId}`,
    staticDetails: `Its log: \`GET /v1/webhooks/${webhookId}/deliveries\``,
    // With it a session is listed together with all that is told of it.
    ...(sessionId !== null && {
      typedSearchAttributes: [{ key: searchAttributes.sessionId, value: sessionId }],
    }),
  };
}

/**
 * Starts a delivery, once for good.
 *
 * @throws Unavailable
 */
export async function startDelivery(temporal: Temporal, start: DeliveryStart): Promise<void> {
  try {
    await call(temporal, () =>
      temporal.client.workflow.start(DELIVERY_WORKFLOW, {
        ...optionsOf(temporal, start),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * Has a delivery attempted at once: one that waits for its next attempt, or one that is over, anew.
 *
 * @throws Unavailable
 */
export async function retryDelivery(temporal: Temporal, start: DeliveryStart): Promise<void> {
  await call(temporal, () =>
    temporal.client.workflow.signalWithStart(DELIVERY_WORKFLOW, {
      ...optionsOf(temporal, start),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      signal: RETRY_NOW_SIGNAL,
      signalArgs: [],
    }),
  );
}

/**
 * Has a run see to it that new events are delivered; doing so again changes nothing.
 *
 * @returns its ID when it was started now
 * @throws Unavailable
 */
export async function ensureDispatch(temporal: Temporal): Promise<string[]> {
  const workflowId = `${temporal.taskQueue}-dispatch`;
  try {
    await call(temporal, () =>
      temporal.client.workflow.start(DISPATCH_WORKFLOW, {
        workflowId,
        taskQueue: `${temporal.taskQueue}-webhooks`,
        args: [],
        staticSummary: 'Starts a delivery for every new event and webhook',
        staticDetails:
          'Each is a workflow of its own, of the type `webhook`. A turn takes five minutes; its result says what it did.',
      }),
    );
    return [workflowId];
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return [];
    throw error;
  }
}
