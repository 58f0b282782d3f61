import type { Logger } from 'pino';
import { CLOCK_WARNING_MS, clockAheadMs } from '../store/clock.ts';
import type { Models } from '../store/connection.ts';

const EVERY_MS = 60_000;

/**
 * Warns every minute while this host's clock is off.
 *
 * @returns a function that ends the watch
 */
export function watchClock({ connection }: Pick<Models, 'connection'>, log: Logger): () => void {
  const look = (): void => {
    clockAheadMs(connection).then(
      (aheadMs) => {
        if (Math.abs(aheadMs) <= CLOCK_WARNING_MS) return;
        log.warn({ aheadMs }, 'the clock of this host is not that of the database');
      },
      () => undefined, // A database that is away is reported by those who need it.
    );
  };
  look();
  const timer = setInterval(look, EVERY_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
