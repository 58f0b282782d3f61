/** Webhooks of the whole product: outbound messages and what becomes of them, a dead endpoint, a worker killed meanwhile. */

import { expect, jest, test } from '@jest/globals';
import {
  getSessionsByIdMessages,
  postKeys,
  postSessionsByIdMessages,
  postWebhooks,
} from '../../client/sdk.gen.ts';
import type { NewWebhook } from '../../client/types.gen.ts';
import { granted } from '../support/desk.ts';
import { Receiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

jest.setTimeout(300_000);

const { product, desk, atEnd } = useProduct({
  env: { SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8' },
});

/** A receiver, and the webhook that leads to it. */
async function webhook(
  filters: Omit<NewWebhook, 'url'>,
): Promise<Receiver & { webhookId: string }> {
  const receiver = await Receiver.start();
  atEnd(() => {
    receiver.close();
  });
  const body = { url: receiver.url, ...filters };
  const { id, secret } = granted(await postWebhooks({ client: desk.client, body }));
  receiver.secrets = [secret];
  return Object.assign(receiver, { webhookId: id });
}

/** The saved messages of a session and what became of each outside. */
async function messagesOf(sessionId: string): Promise<Map<string, string | null>> {
  const asked = { path: { id: sessionId }, query: { limit: 200 } };
  const { items } = granted(await getSessionsByIdMessages({ client: desk.client, ...asked }));
  return new Map(items.map(({ messageId, delivery }) => [messageId, delivery]));
}

const deliveryOf = async (sessionId: string, messageId: string) =>
  (await messagesOf(sessionId)).get(messageId);

async function served(channel: string, customer: string, agentId: string): Promise<string> {
  const { body } = await desk.landed({ channel, customer, messageId: `m-${customer}` });
  const { sessionId } = body;
  await until(
    'an agent has the session',
    async () => (await desk.session(sessionId)).body.agentId === agentId,
  );
  return sessionId;
}

test('a reply goes out once, and its delivery comes back to the session; one that an integration posted does not', async () => {
  await desk.staff('ada', { channels: ['out'] });
  const sessionId = await served('out', 'ann', 'ada');
  expect((await desk.reply(sessionId, 'ada', 'r-before')).status).toBe(200);
  // A webhook is told of what is saved after it.
  await until('the message is delivered', async () =>
    (await messagesOf(sessionId)).has('r-before'),
  );
  const receiver = await webhook({ eventTypes: ['message.outbound'], channels: ['out'] });
  let open = false;
  receiver.reply = () => ({ status: open ? 200 : 500 });
  const { client } = desk;
  const bridge = { name: 'telegram', role: 'integration' } as const;
  const { key } = granted(await postKeys({ client, body: bridge }));
  granted(
    await postSessionsByIdMessages({
      client,
      auth: key,
      path: { id: sessionId },
      body: { messageId: 'r-own', author: { type: 'agent', id: 'ada' }, text: 'Good morning!' },
    }),
  );
  expect((await desk.reply(sessionId, 'ada', 'r-out')).status).toBe(200);
  await until('it is tried', () => receiver.received.length > 0);
  expect(await deliveryOf(sessionId, 'r-out')).toBe('pending');
  open = true;
  await desk.end(sessionId, { by: 'agent' });
  await until(
    'it is delivered',
    async () => (await deliveryOf(sessionId, 'r-out')) === 'delivered',
  );
  expect(receiver.accepted).toMatchObject([
    { type: 'message.outbound', sessionId, data: { messageId: 'r-out', customer: { id: 'ann' } } },
  ]);
  for (const messageId of ['r-before', 'r-own', 'm-ann']) {
    expect(await deliveryOf(sessionId, messageId)).toBeNull();
  }
});

test('while an endpoint hangs messages get their verdict in time, and another endpoint gets them all', async () => {
  const hanging = await webhook({ channels: ['busy'] });
  hanging.reply = () => 'hang';
  const quick = await webhook({ channels: ['busy'], eventTypes: ['message.created'] });
  const customers = Array.from({ length: 10 }, (_, index) => `busy-${String(index)}`);
  let rounds = 0;
  const hasVerdictInTime = async (customer: string): Promise<boolean> => {
    const message = { channel: 'busy', customer, messageId: `${customer}-${String(rounds)}` };
    const { status } = await desk.postAndWait(message);
    if (status !== 200) await desk.landed(message);
    return status === 200;
  };
  const allHaveVerdictsInTime = async (): Promise<boolean> => {
    rounds += 1;
    return (await Promise.all(customers.map(hasVerdictInTime))).every(Boolean);
  };
  for (let round = 0; round < 10; round += 1) await allHaveVerdictsInTime();
  await until('the endpoint hangs', () => hanging.received.length > 0);
  // A slow moment has messages without a verdict. Whoever waits for an endpoint has them in every round.
  await until('verdicts in time', allHaveVerdictsInTime);
  await until('all are there', () => new Set(quick.ids()).size === customers.length * rounds);
  expect(hanging.accepted).toEqual([]);
});

test('a worker that is killed while it delivers loses nothing', async () => {
  const receiver = await webhook({ channels: ['kill'] });
  const customers = Array.from({ length: 8 }, (_, index) => `kill-${String(index)}`);
  const write = (round: number): Promise<unknown> =>
    Promise.all(
      customers.map((customer) => {
        const messageId = `${customer}-${String(round)}`;
        const message = { channel: 'kill', customer, messageId };
        return desk.accepted(message);
      }),
    );
  for (let round = 0; round < 3; round += 1) await write(round);
  await until('deliveries have begun', () => receiver.received.length > 0);
  product.signal('worker', 'SIGKILL');
  for (let round = 3; round < 6; round += 1) await write(round);
  const messages = (): Set<string> =>
    new Set(
      receiver.accepted.flatMap((event) =>
        event.type === 'message.created' ? [event.data.messageId] : [],
      ),
    );
  await until('every message is there', () => messages().size === 48);
});
