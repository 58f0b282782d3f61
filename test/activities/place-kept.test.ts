import { expect, test } from '@jest/globals';
import { addAgent, queued, release, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';

const bench = useDatabase();

test('a waiting session keeps its place when the agent named for it cannot be had', async () => {
  await addAgent(bench.models, 'a1', { presence: 'offline' });
  await bench.activities.findAgent(search(1));
  const named = { ...search(1), number: 2, agentId: 'a1', beyondCapacity: false };
  expect((await bench.activities.reserveAgent(named)).agentId).toBeNull();
  await bench.activities.releaseAgent(release(1, { number: 2 }));
  expect(await queued(bench.models)).toEqual(['s1']);
});
