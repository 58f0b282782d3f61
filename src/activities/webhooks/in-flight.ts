import { ApplicationFailure } from '@temporalio/common';

/** Requests of this worker to one endpoint at a time; a hanging endpoint leaves the others' slots alone. */
const IN_FLIGHT_PER_ENDPOINT = 20;
const SHORTEST_PAUSE_MS = 1_000;

const counts = new Map<string, number>();

/**
 * Runs `work` unless 20 requests to this endpoint are in flight.
 *
 * @throws ApplicationFailure that has Temporal try again in a second or two, without a line in any history
 */
export async function limitInFlight<T>(webhookId: string, work: () => Promise<T>): Promise<T> {
  const count = counts.get(webhookId) ?? 0;
  if (count >= IN_FLIGHT_PER_ENDPOINT) {
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
