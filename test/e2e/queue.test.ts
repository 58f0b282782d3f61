import { expect, test } from '@jest/globals';
import {
  deleteAgentsById,
  getAgentsById,
  getSessions,
  patchAgentsById,
  postSessionsByIdAssign,
} from '../../client/sdk.gen.ts';
import type { Assign } from '../../client/types.gen.ts';
import { decided, granted } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { desk } = useProduct();

const read = async (id: string) => (await desk.session(id)).body;
const has = (id: string, agentId: string | null): Promise<unknown> =>
  until(`${id} at ${String(agentId)}`, async () => (await read(id)).agentId === agentId);
const stands = (id: string, position: number): Promise<unknown> =>
  until(`place of ${id}`, async () => (await read(id)).queue?.position === position);

async function contact(channel: string, customer: string): Promise<string> {
  const { body } = await desk.landed({ channel, customer, messageId: `m-${customer}` });
  return body.sessionId;
}

test('who waits is told its place, and moves up as capacity frees', async () => {
  await desk.staff('ada', { capacity: 1, channels: ['q'] });
  const one = await contact('q', 'one');
  await has(one, 'ada');
  const ids: string[] = [];
  for (const customer of ['two', 'three', 'four']) ids.push(await contact('q', customer));
  const [two, three, four] = ids as [string, string, string];
  await stands(two, 1);
  await stands(four, 3);
  expect(await read(four)).toMatchObject({ queue: { estimatedWaitSeconds: null } });
  for (const [ended, next] of [
    [one, two],
    [two, three],
  ] as const) {
    await desk.end(ended, { by: 'agent' });
    await has(next, 'ada');
  }
  await stands(four, 1);
  // The mean goes by how long ago the first was served, which may be less than half a second.
  await until('an estimate', async () => ((await read(four)).queue?.estimatedWaitSeconds ?? 0) > 0);
});

test('assign respects capacity, takeover for oneself does not', async () => {
  await desk.staff('sue', { capacity: 1, channels: ['t'] });
  const first = await contact('t', 'first');
  await has(first, 'sue');
  const second = await contact('t', 'second');
  await stands(second, 1);
  const assign = (body: Assign) =>
    decided((headers) =>
      postSessionsByIdAssign({ client: desk.client, headers, path: { id: second }, body }),
    );
  const assigned = await assign({ agentId: 'sue' });
  expect([assigned.status, assigned.code]).toEqual([409, 'agent_unavailable']);
  const taken = await assign({ agentId: 'sue', takeover: true });
  expect([taken.status, taken.body.agentId]).toEqual([200, 'sue']);
  for (const session of [first, second]) await has(session, 'sue');
});

test('lowered capacity evicts nobody, and gives nothing new', async () => {
  const sue = { client: desk.client, path: { id: 'sue' } };
  granted(await patchAgentsById({ ...sue, body: { capacity: 1 } }));
  const waits = await contact('t', 'third');
  await stands(waits, 1);
  expect(granted(await getAgentsById(sue)).serving).toBe(2);
});

test('deleting an agent requeues or reassigns everything it has, at once', async () => {
  await desk.staff('tom', { capacity: 2, channels: ['t'] });
  const { client } = desk;
  const servedBy = async (agentId: string) => {
    const query = { agentId, status: 'active' } as const;
    return granted(await getSessions({ client, query })).items;
  };
  await until('who waited is served', async () => (await servedBy('tom')).length === 1);
  const items = await servedBy('sue');
  expect(items).toHaveLength(2);
  granted(await deleteAgentsById({ client, path: { id: 'sue' } }));
  const ids = items.map(({ id }) => id);
  await until('one is served and the others wait', async () => {
    const now = await Promise.all(ids.map(read));
    // One place at Tom is taken by who waited before.
    return (
      now.filter(({ agentId }) => agentId === 'tom').length === 1 &&
      now.filter(({ status, queue }) => status === 'queued' && queue?.position === 1).length === 1
    );
  });
});
