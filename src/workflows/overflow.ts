/** A payload above two megabytes would terminate the session: what is more goes to children that save it. */

import {
  ParentClosePolicy,
  WorkflowIdReusePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { SaveBatch } from '../core/ports.ts';
import { discard, jsonBytes, nextBatch, unsavedBytes } from './outbox.ts';
import { ordinarySave } from './ports.ts';
import type { Runtime } from './runtime.ts';

/** Of what continue-as-new carries beside the session itself, in bytes. */
export const CARRIED_BYTES_LIMIT = 1024 * 1024;

/** About what is queued, in bytes. */
export function carriedBytes({ outbox, held }: Runtime): number {
  const heldBytes = held.reduce(
    (sum, event) => sum + 1024 + (event.type === 'customerMessage' ? jsonBytes(event.text) : 0),
    0,
  );
  return unsavedBytes(outbox) + heldBytes;
}

/** Hands saves over, batch by batch, until what remains fits. */
export async function spill(runtime: Runtime): Promise<void> {
  const { conversationId, channel } = runtime.input;
  while (unsavedBytes(runtime.outbox) > CARRIED_BYTES_LIMIT) {
    const batch = nextBatch(runtime.outbox, { conversationId, channel });
    const [first] = batch.records;
    await startChild(saveOverflow, {
      args: [batch],
      workflowId: `${workflowInfo().workflowId}/save/${batch.sessionId}/${String(first?.sequence ?? 0)}`,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: 'saves what an outage left over',
    });
    discard(runtime.outbox, batch);
  }
}

/** Saves one batch, for as long as it takes. Saves commute, so the session need not wait for it. */
export async function saveOverflow(batch: SaveBatch): Promise<void> {
  await ordinarySave()(batch);
}
