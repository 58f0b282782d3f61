import { ApplicationFailure } from '@temporalio/common';

/** An endpoint has so many connections of this worker at a time; a hanging one leaves the others' alone. */
const MOST = 20;
const SHORTEST_PAUSE_MS = 1_000;

const counts = new Map<string, number>();

/**
 * Does something unless as much is being done for the endpoint already.
 *
 * @throws ApplicationFailure that has Temporal try again in a second or two, without a line in any history
 */
export async function oneOfFew<T>(webhookId: string, work: () => Promise<T>): Promise<T> {
  const count = counts.get(webhookId) ?? 0;
  if (count >= MOST) {
    throw ApplicationFailure.create({
      message: 'The endpoint has as many connections as it may',
      type: 'EndpointBusy',
      nextRetryDelay: SHORTEST_PAUSE_MS * (1 + Math.random()),
    });
  }
  counts.set(webhookId, count + 1);
  try {
    return await work();
  } finally {
    const left = (counts.get(webhookId) ?? 1) - 1;
    if (left === 0) counts.delete(webhookId);
    else counts.set(webhookId, left);
  }
}
