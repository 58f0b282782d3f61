/** Ctrl-C leaves nothing behind but the data, and a later start goes on with them. */

import { afterEach, expect, test } from '@jest/globals';
import { openDesk } from '../support/desk.ts';
import { startProduct, type Product } from '../support/product.ts';
import { openSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';

let product: Product | null = null;

afterEach(async () => {
  await product?.stop();
}, 60_000);

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function interrupt(running: Product, signal: NodeJS.Signals): Promise<void> {
  const pids = running.pids();
  expect(pids).toHaveLength(4);
  process.kill(running.pid, signal);
  await running.ended;
  expect([running.pid, ...pids].filter(runs)).toEqual([]);
}

test('a session and its timers go on after Ctrl-C and a new start', async () => {
  product = await startProduct();
  const before = openDesk(product.api);
  await before.configure('web', { response: { limitSeconds: 20, warningSeconds: 0 } });
  await before.staff('maya');
  const { body } = await before.landed({ customer: 'ada', messageId: 'm-1' });
  const dueAt = await until(
    'the response clock runs',
    async () => (await before.session(body.sessionId)).body.wait?.dueAt,
  );
  before.close();
  await interrupt(product, 'SIGINT');

  const { dataDir } = product;
  product = await startProduct({}, { dataDir });
  const after = openDesk(product.api);
  const again = await after.landed({ customer: 'ada', messageId: 'm-1' });
  expect(again.body).toMatchObject({ sessionId: body.sessionId, sequence: body.sequence });
  const next = await after.landed({ customer: 'ada', messageId: 'm-2' });
  expect(next).toMatchObject({ status: 200, body: { sessionId: body.sessionId } });
  after.close();

  const saved = await openSaved(product.mongodbUri);
  const overdue = await until('the session is overdue', async () =>
    (await saved.eventsOf(body.sessionId)).find(({ type }) => type === 'session.overdue'),
  );
  await saved.close();
  expect(overdue.reason?.dueAt?.toISOString()).toBe(dueAt);
  await interrupt(product, 'SIGTERM');
}, 240_000);

test('a supervisor that is killed takes everything with it', async () => {
  product = await startProduct();
  const pids = product.pids();
  process.kill(product.pid, 'SIGKILL');
  await until('all parts gone', () => !pids.some(runs));
}, 180_000);
