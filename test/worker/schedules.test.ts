import { afterAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ensureSchedules } from '../../src/client/schedules.ts';
import { connectTemporal } from '../../src/client/temporal.ts';

const taskQueue = `test-${randomUUID()}`;
const temporal = connectTemporal({
  connectionOptions: { address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' },
  namespace: 'default',
  taskQueue,
  callLimitMs: 30_000,
});
const ids = ['watch', 'safety', 'reconcile'].map((name) => `${taskQueue}-${name}`);
const handle = (id: string) => temporal.client.schedule.getHandle(id);

afterAll(async () => {
  for (const id of ids) await handle(id).delete();
  await temporal.close();
});

test('schedules are made once, and mended when they differ; one that an operator paused stays paused', async () => {
  expect(await ensureSchedules(temporal)).toEqual(ids);
  const [watch = ''] = ids;
  await handle(watch).pause('during the move');
  await handle(watch).update((previous) => ({
    ...previous,
    spec: { intervals: [{ every: '1 hour' }] },
  }));
  expect(await ensureSchedules(temporal)).toEqual([]);
  const { spec, state, policies, action } = await handle(watch).describe();
  expect(spec.intervals).toMatchObject([{ every: 10_000 }]);
  expect(state).toMatchObject({ paused: true, note: 'during the move' });
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 10_000 });
  expect(action).toMatchObject({ workflowType: 'watch', taskQueue });
});
