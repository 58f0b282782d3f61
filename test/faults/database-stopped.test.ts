/**
 * MongoDB stands still (it is there and does not answer) while sessions take long messages and one of them closes.
 * Every message is accepted, the closed session's customer is served at once, and all is saved in order afterwards.
 */

import { expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { openRuns, type Runs } from '../support/runs.ts';
import { openSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const CUSTOMERS = 6;
const STOPPED_SECONDS = 15;
const BETWEEN_MS = 300;
const TEXT = 'x'.repeat(16_000);

let runs: Runs;
const { product, desk, atEnd } = useProduct({
  async prepare() {
    runs = await openRuns(product.temporalAddress);
    atEnd(runs.close);
    await desk.staff('maya');
  },
});

test('nothing is refused, lost or out of order while MongoDB stands still', async () => {
  const sent: string[][] = Array.from({ length: CUSTOMERS }, () => []);
  const say = async (index: number): Promise<number> => {
    const own = sent[index] ?? [];
    const messageId = `m-${String(own.length + 1)}`;
    own.push(messageId);
    const contact = { customer: `c-${String(index)}`, messageId, text: TEXT };
    return (await desk.accepted(contact)).status;
  };
  const first = await desk.landed({ customer: 'ends', messageId: 'm-1' });
  for (let index = 0; index < CUSTOMERS; index += 1) await say(index);

  product.signal('mongodb', 'SIGSTOP');
  const stoppedAtMs = Date.now();
  const statuses: number[] = [];
  try {
    const ended = await desk.end(first.body.sessionId, { by: 'agent', id: 'maya' });
    expect(ended.status).toBe(200);
    const back = await desk.landed({ customer: 'ends', messageId: 'm-2', text: TEXT });
    expect(back.status).toBe(200);
    expect(back.body.sessionId).not.toBe(first.body.sessionId);
    while (Date.now() - stoppedAtMs < STOPPED_SECONDS * 1000) {
      for (let index = 0; index < CUSTOMERS; index += 1) statuses.push(await say(index));
      await pause(BETWEEN_MS);
    }
  } finally {
    product.signal('mongodb', 'SIGCONT');
  }
  expect(new Set(statuses)).toEqual(new Set([202]));

  const saved = await openSaved(product.mongodbUri);
  const total = sent.flat().length + 2;
  try {
    await until('every message is saved', async () => (await saved.countMessages()) === total);
    const sessions = await until('every session saved', async () => {
      const found = await saved.allSessions();
      return found.length === CUSTOMERS + 2 && found;
    });
    const inOrder: string[][] = [];
    for (const { _id } of sessions) {
      const spoken = (await saved.settled(_id)).filter(
        ({ type, message }) => type === 'message.created' && message?.author.type === 'customer',
      );
      inOrder.push(spoken.map(({ message }) => message?.messageId ?? ''));
    }
    expect(inOrder).toEqual(expect.arrayContaining([...sent, ['m-1'], ['m-2']]));
  } finally {
    await saved.close();
  }
  expect(await runs.broken()).toEqual([]);
}, 300_000);
