/** Temporal's runtime: one for a process, speaking through our log. */

import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { exportedAt } from '../metrics/exporter.ts';
import type { FindingKind } from '../contract/upkeep.ts';

/**
 * Makes Temporal's own parts log where we do, and leaves signals to the process's main.
 *
 * @param metricsAddress `host:port` on which Prometheus finds what is measured; `null`: nowhere
 */
export function installRuntime(log: Logger, metricsAddress: string | null): void {
  const logger = new DefaultLogger('DEBUG', ({ level, message, meta }) => {
    const method = METHODS[level];
    log[method](factsOf(meta ?? {}), message);
  });
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: {
      ...(metricsAddress !== null && exportedAt(metricsAddress)),
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
    },
  });
}

/** Counts what upkeep finds, by kind, in the metrics of this process (docs/operating.md, "Schedules"). */
export function findingsCounter(): (kind: FindingKind) => void {
  const counter = Runtime.instance().metricMeter.createCounter(
    'sessionkeeper_findings',
    undefined,
    'What should never be, and was found by a schedule',
  );
  return (kind) => {
    counter.add(1, { kind });
  };
}

const METHODS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  // These interest the SDK's own developers only.
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
} as const;

/** A task whole, with its payloads. */
const PAYLOADS: readonly string[] = ['task', 'taskEncoded'];

/** Without the errors' own words, which may quote what a customer wrote. */
function factsOf(meta: Record<string, unknown>): object {
  return Object.fromEntries(
    Object.entries(meta).flatMap(([name, value]) => {
      if (PAYLOADS.includes(name)) return [];
      if (value instanceof Error) return [[name, value.name]];
      return typeof value === 'object' || typeof value === 'bigint' ? [] : [[name, value]];
    }),
  );
}
