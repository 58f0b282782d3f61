const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on the Ctrl-C that the terminal has already sent to everybody: that is one, not two. */
const echoMs = 500;

/**
 * Resolves with the first signal to stop. A second one ends the process at once.
 *
 * @param onSecond called right before that
 */
export function stopSignal(onSecond: () => void = () => undefined): Promise<NodeJS.Signals> {
  let firstAtMs: number | null = null;
  return new Promise((resolve) => {
    const handle = (signal: NodeJS.Signals): void => {
      if (firstAtMs === null) {
        firstAtMs = Date.now();
        resolve(signal);
      } else if (Date.now() - firstAtMs > echoMs) {
        onSecond();
        process.exit(1);
      }
    };
    for (const signal of signals) process.on(signal, handle);
  });
}
