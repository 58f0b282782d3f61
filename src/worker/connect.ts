import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

const PAUSE_MS = 1_000;

/** Connects to Temporal, and goes on trying while it is not there yet. */
export async function connectPatiently(
  options: NativeConnectionOptions,
  log: Logger,
): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      // An unusable setting, like a key that is none, never heals.
      if (error instanceof TypeError) throw error;
      const name = error instanceof Error ? error.name : String(error);
      log.warn({ error: name }, 'Temporal cannot be reached; trying again');
    }
    await pause(PAUSE_MS);
  }
}
