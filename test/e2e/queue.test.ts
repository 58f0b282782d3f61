import { expect, jest, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

jest.setTimeout(120_000);

const { desk } = useProduct();

interface Queued {
  status: string;
  agentId: string | null;
  queue: { position: number; estimatedWaitSeconds: number | null } | null;
}

const read = async (id: string): Promise<Queued> =>
  (await desk.call<Queued>('GET', `/v1/sessions/${id}`)).body;
const has = (id: string, agentId: string | null): Promise<unknown> =>
  until(async () => (await read(id)).agentId === agentId, { what: `${id} at ${String(agentId)}` });
const stands = (id: string, position: number): Promise<unknown> =>
  until(async () => (await read(id)).queue?.position === position, { what: `place of ${id}` });

async function contact(channel: string, customer: string): Promise<string> {
  const { body } = await desk.postAndWait({ channel, customer, messageId: `m-${customer}` });
  return body.sessionId;
}

test('who waits is told its place, and moves up as capacity frees', async () => {
  await desk.call('POST', '/v1/agents', { id: 'ada', name: 'Ada', capacity: 1, channels: ['q'] });
  await desk.staff('ada');
  const ids: string[] = [];
  for (const customer of ['one', 'two', 'three', 'four']) ids.push(await contact('q', customer));
  const [one, two, three, four] = ids as [string, string, string, string];
  await has(one, 'ada');
  await stands(two, 1);
  await stands(four, 3);
  expect(await read(four)).toMatchObject({ queue: { estimatedWaitSeconds: null } });
  for (const [ended, next] of [
    [one, two],
    [two, three],
  ] as const) {
    await desk.command(ended, 'end', { by: 'agent' });
    await has(next, 'ada');
  }
  await stands(four, 1);
  // The mean goes by how long ago the first was served, which may be less than half a second.
  await until(async () => ((await read(four)).queue?.estimatedWaitSeconds ?? 0) > 0, {
    what: 'an estimate',
  });
});

test('assign respects capacity, takeover for oneself does not', async () => {
  await desk.call('POST', '/v1/agents', { id: 'sue', name: 'Sue', capacity: 1, channels: ['t'] });
  await desk.staff('sue');
  const first = await contact('t', 'first');
  await has(first, 'sue');
  const second = await contact('t', 'second');
  await stands(second, 1);
  const assigned = await desk.command(second, 'assign', { agentId: 'sue' });
  expect([assigned.status, assigned.body]).toMatchObject([409, { code: 'agent_unavailable' }]);
  const taken = await desk.command(second, 'assign', { agentId: 'sue', takeover: true });
  expect([taken.status, taken.body.agentId]).toEqual([200, 'sue']);
  await has(first, 'sue');
});

test('lowered capacity evicts nobody, and gives nothing new', async () => {
  await desk.call('PATCH', '/v1/agents/sue', { capacity: 1 });
  const waits = await contact('t', 'third');
  await stands(waits, 1);
  const { body } = await desk.call<{ serving: number }>('GET', '/v1/agents/sue');
  expect(body.serving).toBe(2);
});

test('deleting an agent requeues or reassigns everything it has, at once', async () => {
  await desk.call('POST', '/v1/agents', { id: 'tom', name: 'Tom', capacity: 2, channels: ['t'] });
  await desk.staff('tom');
  const { body } = await desk.call<{ items: { id: string }[] }>(
    'GET',
    '/v1/sessions?agentId=sue&status=active',
  );
  expect(body.items).toHaveLength(2);
  await desk.call('DELETE', '/v1/agents/sue');
  const ids = body.items.map(({ id }) => id);
  await until(async () => {
    const now = await Promise.all(ids.map(read));
    // One place at Tom is taken by who waited already.
    return (
      now.filter(({ agentId }) => agentId === 'tom').length === 1 &&
      now.filter(({ status, queue }) => status === 'queued' && queue?.position === 1).length === 1
    );
  });
});
