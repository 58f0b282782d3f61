/** Counts and times of a process, written for Prometheus by Temporal's runtime, of which a process has one. */

import type { MetricMeter } from '@temporalio/common';
import { Runtime, type RuntimeOptions } from '@temporalio/worker';
import { freePortOn } from '../free-port.ts';

export interface Exporter {
  meter: MetricMeter;
  /** Everything measured so far, in Prometheus' text format. */
  read: () => Promise<string>;
}

const LOOPBACK = '127.0.0.1';
/** Somebody may take the port between its choice and its use. */
const TRIES = 3;
const PATIENCE_MS = 2_000;

/** Names as Prometheus wants them: units and `_total` at their ends, durations in seconds. */
export const exportedAt = (address: string): NonNullable<RuntimeOptions['telemetryOptions']> => ({
  metrics: {
    prometheus: {
      bindAddress: address,
      countersTotalSuffix: true,
      unitSuffix: true,
      useSecondsForDurations: true,
    },
  },
});

/** Installs the runtime of a process that runs no worker, exporting on a free port of loopback. */
export async function startExporter(): Promise<Exporter> {
  for (let tried = 1; ; tried += 1) {
    const address = `${LOOPBACK}:${String(await freePortOn(LOOPBACK))}`;
    try {
      const telemetryOptions = exportedAt(address);
      const runtime = Runtime.install({ shutdownSignals: [], telemetryOptions });
      return { meter: runtime.metricMeter, read: () => readFrom(address) };
    } catch (error) {
      if (tried === TRIES) throw error;
    }
  }
}

async function readFrom(address: string): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(`http://${address}/metrics`, { signal });
  return answer.text();
}
