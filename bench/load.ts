/** Load that is bounded in time and count, and how fast it went. */

export interface Rate {
  count: number;
  seconds: number;
  perSecond: number;
}

/** Runs `count` numbered jobs, `concurrency` at once, and times the whole. */
export async function drive(
  count: number,
  concurrency: number,
  job: (index: number) => Promise<void>,
): Promise<Rate> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await job(index);
    }
  };
  const startedAtMs = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { count, seconds, perSecond: count / seconds };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
