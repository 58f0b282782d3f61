import { expect, test } from '@jest/globals';
import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as workflows from '../../src/workflows/index.ts';
import { historiesFolder, readHistory } from './recorded-history.ts';
import { workflowBundle, type Change } from '../workflows/stage/bundle.ts';

Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: {
    logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} },
  },
});

const names = readdirSync(historiesFolder).filter((name) => name.endsWith('.json.gz'));

const startOf = (name: string) =>
  readHistory(join(historiesFolder, name)).events?.[0]?.workflowExecutionStartedEventAttributes ??
  {};

/** Replays a history with today's code, or a change of it. */
async function replay(name: string, change: Change | null = null): Promise<void> {
  const history = readHistory(join(historiesFolder, name));
  const options = { workflowBundle: await workflowBundle(change) };
  await Worker.runReplayHistory(options, history, startOf(name).workflowId ?? '');
}

test.each(names)('today’s code follows %s', async (name) => {
  await replay(name);
});

test('every workflow has a history', () => {
  const recorded = names.map((name) => startOf(name).workflowType?.name);
  expect(Object.keys(workflows).filter((type) => !recorded.includes(type))).toEqual([]);
});

test.each([
  ['whole-story', { replace: "run)('findAgent'", by: "run)('reserveAgent'" }],
  ['delivery', { replace: 'await attemptDelivery.', by: 'await dispatchEvents.' }],
  ['dispatch', { replace: 'DISPATCH_TURNS = 100', by: 'DISPATCH_TURNS = 99' }],
  ['agent', { replace: 'while(changes > 0)', by: 'if(changes > 0)' }],
])('a change that %s would not follow is caught', async (name, later) => {
  await expect(replay(`${name}.json.gz`, later)).rejects.toThrow(DeterminismViolationError);
});
