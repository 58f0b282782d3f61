import { expect, test } from '@jest/globals';
import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { historiesFolder, readHistory } from './recorded-history.ts';
import { workflowBundle, type Change } from '../workflows/stage/bundle.ts';

Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: {
    logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} },
  },
});

const names = readdirSync(historiesFolder).filter((name) => name.endsWith('.json.gz'));

/** Replays a history with today's code, or a change of it. */
async function replay(name: string, change: Change | null = null): Promise<void> {
  const history = readHistory(join(historiesFolder, name));
  const options = { workflowBundle: await workflowBundle(change) };
  await Worker.runReplayHistory(options, history, 'chat/recorded');
}

test.each(names)(
  'today’s code follows %s',
  async (name) => {
    await replay(name);
  },
  60_000,
);

test('a change that a recorded history would not follow is caught', async () => {
  const later: Change = { replace: "run)('findAgent'", by: "run)('reserveAgent'" };
  await expect(replay('whole-story.json.gz', later)).rejects.toThrow(DeterminismViolationError);
}, 60_000);
