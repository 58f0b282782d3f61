import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { setTimeout as pause } from 'node:timers/promises';
import { call, type Temporal } from './temporal.ts';
import { Unavailable } from './unavailable.ts';

/** The outcome of an update that was answered. */
export type UpdateAnswer<T> =
  | { type: 'done'; value: T }
  | { type: 'refused'; code: string; detail: string; details: readonly unknown[] }
  /** No workflow runs under this ID, or it completed before it answered. */
  | { type: 'gone' };

/**
 * Refusals that say nothing of the request: the workflow has not opened its session yet, or is about to continue as
 * new; or the server handed over more updates at once than the worker took, and rejects the rest.
 */
const ASK_AGAIN: readonly string[] = ['not_ready', 'UnprocessedUpdate'];
/** How the server ends an update that was accepted by a run which then completed. */
const COMPLETED_MEANWHILE = 'AcceptedUpdateCompletedWorkflow';
const PAUSE_MS = 100;

interface Update {
  name: string;
  input: unknown;
  /** One for each try; the same again gives the first result of a run. */
  updateId: () => string;
}

/**
 * Sends an update when it is its turn and waits for its answer, for three seconds in all. A workflow that is not ready is asked again
 * within them.
 *
 * @throws Unavailable when there is no answer by then; the update may still be applied
 */
export async function update<T>(
  temporal: Temporal,
  handle: WorkflowHandle,
  asked: Update,
): Promise<UpdateAnswer<T>> {
  const { callLimitMs } = temporal;
  const untilMs = Date.now() + callLimitMs;
  const ask = () => untilReady<T>(temporal, handle, asked, untilMs);
  return temporal.turns.take(handle.workflowId, ask, { waitMs: callLimitMs, tooLate });
}

const tooLate = (): Unavailable => new Unavailable('The session gave no answer in time.');

async function untilReady<T>(
  temporal: Temporal,
  handle: WorkflowHandle,
  { name, input, updateId }: Update,
  untilMs: number,
): Promise<UpdateAnswer<T>> {
  for (;;) {
    const leftMs = untilMs - Date.now();
    if (leftMs <= 0) throw tooLate();
    const answer = await once<T>(temporal, leftMs, () =>
      handle.executeUpdate<T, [unknown]>(name, { args: [input], updateId: updateId() }),
    );
    if (answer.type !== 'refused' || !ASK_AGAIN.includes(answer.code)) return answer;
    await pause(PAUSE_MS);
  }
}

async function once<T>(
  temporal: Temporal,
  limitMs: number,
  work: () => Promise<T>,
): Promise<UpdateAnswer<T>> {
  try {
    return { type: 'done', value: await call(temporal, work, limitMs) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { type: 'gone' };
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) throw error;
    if (cause.type === COMPLETED_MEANWHILE) return { type: 'gone' };
    const { type, message, details } = cause;
    return { type: 'refused', code: type ?? 'unknown', detail: message, details: details ?? [] };
  }
}
