/** Repetitions that a busy machine makes necessary: each is counted, and the reporter fails a run that has too many. */

import { appendFileSync } from 'node:fs';

/** How many of each a run may have stands in `retry-limits.js`. */
export type RetryKind =
  /** A call of an API test that was answered 503, and made again. */
  | '503 in API tests'
  /** An answer or a revocation that took longer than the test allows, and was asked for again. */
  | 'too slow'
  /** A call that the database did not answer in time, and that an activity test made again, as Temporal does. */
  | 'busy database'
  /** A message or command without a verdict in time, given again under its ID, as an integration does. */
  | 'no verdict'
  /** A message that a flooded conversation did not take, given again as its sender is told to. */
  | 'turned away'
  /** A request on a kept connection that the server was just closing, sent again on another one. */
  | 'closed connection'
  /** A start of the time-skipping server that took longer than the SDK allows. */
  | 'server start';

/** Counts one repetition; outside of test runs, where nobody sums, it does nothing. */
export function countRetry(kind: RetryKind): void {
  const file = process.env['TEST_RETRIES_FILE'];
  if (file !== undefined) appendFileSync(file, `${kind}\n`);
}

const MOST_TRIES = 4;

/**
 * Does work again that fails for a reason that passes.
 *
 * @throws the error of the work, when it is of another kind or came four times
 */
export async function tryAgain<T>(
  kind: RetryKind,
  work: () => Promise<T>,
  passes: (error: unknown) => boolean = () => true,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || tries === MOST_TRIES) throw error;
      countRetry(kind);
    }
  }
}

/**
 * Does work that must not take longer than so many milliseconds, up to four times: a moment at which the machine is slow
 * adds to one of them, a limit of the product that is too long adds to all.
 *
 * @param work may call `begin` when the time begins, where that is later than at once
 * @throws Error when it took longer each time
 */
export const inTime = <T>(
  limitMs: number,
  work: (begin: () => void) => PromiseLike<T>,
): Promise<T> =>
  tryAgain(
    'too slow',
    async () => {
      let begunMs = performance.now();
      const result = await work(() => {
        begunMs = performance.now();
      });
      const tookMs = Math.round(performance.now() - begunMs);
      if (tookMs <= limitMs) return result;
      throw new TooSlow(`It took ${String(tookMs)} ms of at most ${String(limitMs)}`);
    },
    (error) => error instanceof TooSlow,
  );

class TooSlow extends Error {}
