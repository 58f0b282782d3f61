import { setTimeout as pause } from 'node:timers/promises';

interface Patience {
  /** How long to ask, in milliseconds. */
  withinMs?: number;
  /** Between two questions, in milliseconds. */
  everyMs?: number;
  /** What was waited for, for the error. */
  what?: string;
}

/**
 * Asks until the answer is neither false, null nor undefined.
 *
 * @throws Error when time ran out, with the latest error of the question as its cause
 */
export async function until<T>(
  question: () => Promise<T> | T,
  { withinMs = 40_000, everyMs = 50, what = 'what was waited for' }: Patience = {},
): Promise<Exclude<T, false | null | undefined>> {
  const endMs = Date.now() + withinMs;
  let latest: unknown;
  while (Date.now() < endMs) {
    try {
      const answer = await question();
      if (answer !== false && answer !== null && answer !== undefined) {
        return answer as Exclude<T, false | null | undefined>;
      }
      latest = undefined;
    } catch (error) {
      latest = error;
    }
    await pause(everyMs);
  }
  throw new Error(`Not within ${String(withinMs)} ms: ${what}`, { cause: latest });
}
