import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

export interface KeepRunningOptions<T extends ServerProcess> {
  /** As notices name it: "MongoDB". */
  readonly what: string;
  /** Starts it and waits until it serves; gives up when the signal says so. */
  readonly launch: (cancelSignal: AbortSignal) => Promise<T>;
  readonly onUp: (process: T) => void;
  readonly onDown: () => void;
  readonly say: (notice: string) => void;
}

export interface KeptRunning<T> {
  /** The process as it was launched at first. */
  readonly first: T;
  /** Stops it for good. */
  stop(): Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** After so long in service the next failure counts as the first one. */
const steadyMs = 60_000;

/**
 * Starts a server and, whenever it ends by itself, starts it again: at once at first, up to ten
 * seconds apart while it keeps failing.
 *
 * @throws what the first launch throws
 */
export async function keepRunning<T extends ServerProcess>(
  options: KeepRunningOptions<T>,
  cancelSignal: AbortSignal,
): Promise<KeptRunning<T>> {
  const stopping = new AbortController();
  const first = await options.launch(cancelSignal);
  options.onUp(first);
  const watching = watch(options, first, stopping.signal);
  return {
    first,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** Ends once it is asked to and the process has been stopped. */
async function watch<T extends ServerProcess>(
  options: KeepRunningOptions<T>,
  first: T,
  stopping: AbortSignal,
): Promise<void> {
  let current = first;
  let pauseMs = firstPauseMs;
  for (;;) {
    const sinceMs = Date.now();
    const how = await endedOr(current, stopping);
    if (how === null) {
      await current.stop();
      options.onDown();
      return;
    }
    options.onDown();
    options.say(`Notice: ${options.what} ended unexpectedly (${how}); starting it again.`);
    if (Date.now() - sinceMs > steadyMs) pauseMs = firstPauseMs;
    const next = await relaunch(options, pauseMs, stopping);
    if (next === null) return;
    pauseMs = Math.min(next.pauseMs * 2, longestPauseMs);
    current = next.process;
    options.onUp(current);
    options.say(`Notice: ${options.what} is back.`);
  }
}

async function endedOr(process: ServerProcess, stopping: AbortSignal): Promise<string | null> {
  const asked = new Promise<null>((resolve) => {
    if (stopping.aborted) resolve(null);
    stopping.addEventListener('abort', () => {
      resolve(null);
    });
  });
  return await Promise.race([asked, process.exited]);
}

async function relaunch<T extends ServerProcess>(
  options: KeepRunningOptions<T>,
  firstMs: number,
  stopping: AbortSignal,
): Promise<{ process: T; pauseMs: number } | null> {
  const wanted = (): boolean => !stopping.aborted;
  let pauseMs = firstMs;
  await pause(pauseMs, stopping);
  while (wanted()) {
    try {
      return { process: await options.launch(stopping), pauseMs };
    } catch (error) {
      if (!wanted()) break;
      const reason = error instanceof Error ? error.message : String(error);
      options.say(
        `Notice: ${options.what} could not be started again, another try follows: ${reason}`,
      );
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      await pause(pauseMs, stopping);
    }
  }
  return null;
}

async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: stopping }).catch(() => undefined);
}
