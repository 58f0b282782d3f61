/** `sessionkeeper reconcile`: what the schedule does every ten minutes, now, for a person to read. */

import { createUpkeep } from '../activities/index.ts';
import { temporalPorts } from '../activities/temporal-ports.ts';
import { payloadCodec } from '../client/payload-codec.ts';
import { connectTemporal } from '../client/temporal.ts';
import type { Config } from '../config/config.ts';
import type { UpkeepReport } from '../contract/upkeep.ts';
import { connectModels, modelsOf, type Models } from '../store/connection.ts';

const FAR_LONGER_MS = 10_000;

/**
 * Compares what agents hold and who queues with the sessions, mends it, and prints a line for each finding.
 *
 * @param dryRun looks and changes nothing
 * @throws when MongoDB or Temporal cannot be reached
 */
export async function runReconcile(
  config: Config,
  { dryRun }: { dryRun: boolean },
  say: (line: string) => void,
): Promise<void> {
  const connection = await connectModels(config.mongodbUri, { waitMs: FAR_LONGER_MS });
  const codec = payloadCodec(config.payloadKeys);
  const temporal = connectTemporal({ ...config.temporal, taskQueue: config.taskQueue, codec });
  const models = modelsOf(connection);
  const upkeep = createUpkeep({
    models,
    ...temporalPorts(temporal),
    log: { info: () => undefined, warn: () => undefined },
    count: () => undefined,
  });
  try {
    const reports = [
      await upkeep.reconcileHolds({ dryRun }),
      await upkeep.reconcileTickets({ dryRun }),
      await upkeep.reportBrokenRuns({ dryRun }),
    ];
    for (const line of summary(reports, dryRun)) say(line);
    for (const line of await everFound(models)) say(line);
  } finally {
    await temporal.close();
    await connection.close();
  }
}

function summary(reports: UpkeepReport[], dryRun: boolean): string[] {
  const findings = reports.flatMap((report) => report.findings);
  const total = reports.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0);
  const unclear = reports.reduce((sum, report) => sum + report.unclear, 0);
  const rows = findings.map(({ kind, sessionId, number, agentId, mended, detail }) => [
    kind,
    sessionId ?? '–',
    number === null ? '–' : String(number),
    agentId ?? '–',
    dryRun ? 'dry run' : mended ? 'mended' : 'not mended',
    detail,
  ]);
  return [
    ...table(['finding', 'session', 'assignment', 'agent', 'outcome', 'what'], rows),
    ...(total > rows.length ? [`and ${String(total - rows.length)} more.`] : []),
    `${String(total)} found, ${String(unclear)} unclear: run it again for these.`,
  ];
}

/** Columns as wide as their widest cell. */
function table(head: string[], rows: string[][]): string[] {
  if (rows.length === 0) return [];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Earlier findings by kind: the safety poll's catches are among them. */
async function everFound({ findings }: Models): Promise<string[]> {
  const kinds = await findings.aggregate<{ _id: string; count: number; latest: Date }>([
    { $group: { _id: '$kind', count: { $sum: 1 }, latest: { $max: '$at' } } },
    { $sort: { _id: 1 } },
  ]);
  if (kinds.length === 0) return ['Nothing was found in the last 30 days.'];
  const lines = kinds.map(
    ({ _id, count, latest }) => `  ${_id}: ${String(count)}, the latest at ${latest.toISOString()}`,
  );
  return ['Found in the last 30 days, this run included:', ...lines];
}
