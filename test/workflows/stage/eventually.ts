/** Waiting in tests: for a condition, with a limit, never for a time. */

const POLL_MS = 25;

type Answer<T> = T | undefined | null | false;

/**
 * Asks again and again until a question has an answer.
 *
 * @param question answers `undefined`, `null` or `false` for "not yet"; what it throws counts as "not yet" too
 * @param what it is, for the error when the limit is reached
 */
export async function eventually<T>(
  what: string,
  question: () => Answer<T> | Promise<Answer<T>>,
  withinMs = 40_000,
): Promise<T> {
  const limitMs = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await question();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > limitMs) {
      throw new Error(`Not within ${String(withinMs)} ms: ${what}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
