import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';

/** Callers wait for three seconds; a longer pause between tries would spend them asleep. */
const LONGEST_PAUSE_MS = 500;

type Retrying = ReturnType<typeof makeGrpcRetryInterceptor>;

export interface Retries {
  interceptor: Retrying;
  /** Lets the last try that is planned pass by; there is none after it. */
  end(): Promise<void>;
}

/**
 * Retries of failed calls that can be brought to an end. A try that is still planned when its connection closes throws
 * from a timer, where nothing can catch it, and takes the process with it.
 */
export function endableRetries(): Retries {
  const standard = defaultGrpcRetryOptions();
  let ended = false;
  let plannedUntilMs = 0;
  const interceptor = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !ended && standard.retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, standard.delayFunction(attempt, status));
      plannedUntilMs = Math.max(plannedUntilMs, Date.now() + pauseMs);
      return pauseMs;
    },
  });
  const end = async (): Promise<void> => {
    ended = true;
    const leftMs = plannedUntilMs - Date.now();
    if (leftMs > -LONGEST_PAUSE_MS) await pause(Math.max(0, leftMs) + LONGEST_PAUSE_MS / 10);
  };
  return { interceptor, end };
}
