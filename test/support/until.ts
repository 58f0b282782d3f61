/** Waiting in tests: for a condition, with a limit, never for a time. */

import { setTimeout as pause } from 'node:timers/promises';

interface Limits {
  /** Milliseconds after which the wait has failed; a test says why it needs another limit than the usual one. */
  withinMs?: number;
  /** Milliseconds between two questions. */
  everyMs?: number;
}

/** Longer than anything that works takes, on a machine that is busy with other tests. */
const LIMIT_MS = 120_000;

/**
 * Asks until the answer is neither false, null nor undefined. An error of the question counts as "not yet", unless it is
 * `Hopeless` or a failed `expect`.
 *
 * @param what is waited for, as a sentence or noun for the error
 * @throws the question's error where that ends the wait; Error when time ran out, caused by the latest error
 */
export async function until<T>(
  what: string,
  question: () => Promise<T> | T,
  { withinMs = LIMIT_MS, everyMs = 50 }: Limits = {},
): Promise<Exclude<T, false | null | undefined>> {
  const endMs = performance.now() + withinMs;
  let latest: unknown;
  for (;;) {
    try {
      const answer = await question();
      if (answer !== false && answer !== null && answer !== undefined) {
        return answer as Exclude<T, false | null | undefined>;
      }
      latest = undefined;
    } catch (error) {
      if (isFinal(error)) throw error;
      latest = error;
    }
    if (performance.now() > endMs) {
      throw new Error(`Not within ${String(withinMs)} ms: ${what}`, { cause: latest });
    }
    await pause(everyMs);
  }
}

/** A failed `expect` says what it compared; it is made outside of the test's context, so its class does not tell. */
const isFinal = (error: unknown): boolean =>
  error instanceof Hopeless ||
  (typeof error === 'object' && error !== null && 'matcherResult' in error);

/** Ends a wait at once: the thing that was found cannot become the thing that is waited for. */
export class Hopeless extends Error {
  override name = 'Hopeless';
}

/**
 * Whether an answer is there, for waits in which only some others may come before it.
 *
 * @param meanwhile every other answer that is allowed, such as the status 503
 * @throws Hopeless for an answer that is neither wanted nor allowed
 */
export function isWanted<T>(found: T, wanted: T, meanwhile: readonly T[]): boolean {
  if (found === wanted) return true;
  if (meanwhile.includes(found)) return false;
  const allowed = meanwhile.map(String).join(', ');
  throw new Hopeless(`Got ${String(found)}, wanted ${String(wanted)} after ${allowed} at most`);
}
