/** A payload above two megabytes would terminate the session: what is more goes to children that save it. */

import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ParentClosePolicy,
  WorkflowIdReusePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { SaveBatch } from '../contract/activities.ts';
import { bytesOf, discard, jsonBytes, nextBatch, unsavedBytes } from './outbox.ts';
import { ordinarySave } from './activity-calls.ts';
import type { Runtime } from './conversation-run.ts';

/** Most bytes of outbox and held signals that continue-as-new may carry. */
export const CARRIED_BYTES_LIMIT = 1024 * 1024;

/** About what is queued, in bytes. */
export function carriedBytes({ outbox, held }: Runtime): number {
  const heldBytes = held.reduce(
    (sum, event) => sum + 1024 + (event.type === 'customerMessage' ? jsonBytes(event.text) : 0),
    0,
  );
  return unsavedBytes(outbox) + heldBytes;
}

/**
 * Bytes that one workflow task hands over: its completion is a single message, of four megabytes at most. A round is
 * large, because more arrives meanwhile, and each round trip makes the history longer.
 */
const ROUND_BYTES_LIMIT = 2 * 1024 * 1024;

/** Hands saves over, round by round, until what remains fits. */
export async function spill(runtime: Runtime): Promise<void> {
  for (;;) {
    const excessBytes = unsavedBytes(runtime.outbox) - CARRIED_BYTES_LIMIT;
    if (excessBytes <= 0) return;
    const batches = takeOut(runtime, Math.min(excessBytes, ROUND_BYTES_LIMIT));
    await Promise.all(batches.map(handOver));
  }
}

/** Oldest first; the projections, which are small, stay. */
function takeOut({ outbox, input }: Runtime, wantedBytes: number): SaveBatch[] {
  const { conversationId, channel } = input;
  const batches: SaveBatch[] = [];
  for (let bytes = 0; bytes < wantedBytes;) {
    const batch = { ...nextBatch(outbox, { conversationId, channel }), view: null };
    discard(outbox, batch);
    batches.push(batch);
    bytes += bytesOf(batch.records);
  }
  return batches;
}

async function handOver(batch: SaveBatch): Promise<void> {
  const { sessionId, records } = batch;
  const part = `${String(records[0]?.sequence)}-${String(records.at(-1)?.sequence)}`;
  try {
    await startChild(saveOverflow, {
      args: [batch],
      workflowId: `${workflowInfo().workflowId}/save/${sessionId}/${part}`,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: 'saves what an outage left over',
    });
  } catch (error) {
    // After a reset of this run: the child that saves these very events is still at it.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Saves one batch, for as long as it takes. Saves commute, so the session need not wait for it. */
export async function saveOverflow(batch: SaveBatch): Promise<void> {
  await ordinarySave()(batch);
}
