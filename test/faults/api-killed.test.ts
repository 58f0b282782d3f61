/** The API dies between acceptances, and perhaps between Temporal's acknowledgement and its own answer. */

import { expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { openSaved } from '../support/saved.ts';
import { Hopeless, isWanted, until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const CUSTOMERS = 8;
const MESSAGES_EACH = 30;
const KILLS = 3;

const { product, desk } = useProduct();

/** Refused or cut off: whether it was accepted is not known, so it is sent again. */
function notAnswered(error: unknown): { status: number | null } {
  if (error instanceof Hopeless) throw error;
  return { status: null };
}

test('a client that repeats what was not answered has every message kept once, in its order', async () => {
  let failures = 0;
  const say = (customer: string, messageId: string): Promise<unknown> =>
    until('the message is accepted', async () => {
      const { status } = await desk.post({ customer, messageId }).catch(notAnswered);
      if (isWanted(status, 202, [503, null])) return true;
      failures += 1;
      return false;
    });
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => `c-${String(index)}`);
  const messageIds = Array.from({ length: MESSAGES_EACH }, (_, index) => `m-${String(index + 1)}`);
  const talking = Promise.all(
    customers.map(async (customer) => {
      for (const messageId of messageIds) {
        await say(customer, messageId);
        await pause(60);
      }
    }),
  );
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(400);
    const killed = product.signal('api', 'SIGKILL');
    await until('another API process runs', () => (product.pidOf('api') ?? killed) !== killed);
  }
  await talking;
  expect(failures).toBeGreaterThan(0);

  const saved = await openSaved(product.mongodbUri);
  try {
    await until(
      'every message is saved',
      async () => (await saved.countMessages()) === CUSTOMERS * MESSAGES_EACH,
    );
    const sessions = await until('every session is saved', async () => {
      const found = await saved.allSessions();
      return found.length >= CUSTOMERS && found;
    });
    expect(sessions).toHaveLength(CUSTOMERS);
    for (const { _id } of sessions) {
      const events = await saved.settled(_id);
      const kept = events.filter(({ type }) => type === 'message.created');
      expect(kept.map(({ message }) => message?.messageId)).toEqual(messageIds);
    }
  } finally {
    await saved.close();
  }
}, 300_000);
