import { expect, test } from '@jest/globals';
import { lineKey, SERVED_REMEMBERED } from '../../src/store/queue/rate-schema.ts';
import { addAgent, release, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';

const bench = useDatabase();

const served = async (skill: string | null): Promise<string[]> => {
  const rate = await bench.models.queueRates.findById(lineKey('web', skill)).lean();
  return (rate?.served ?? []).map(({ key }) => key);
};

test('what is served from the queue is noted for its line; what never queued is not', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1, skills: ['billing'] });
  await bench.activities.findAgent(search(1));
  await bench.activities.findAgent(search(2));
  await bench.activities.findAgent(search(3, { skill: 'billing' }));
  for (const place of [1, 2]) await bench.activities.releaseAgent(release(place));
  expect(await served(null)).toEqual(['s2#1']);
  expect(await served('billing')).toEqual(['s3#1']);
});

test('a session told twice is noted once', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1 });
  for (const place of [1, 2]) await bench.activities.findAgent(search(place));
  let away = true;
  bench.conversations.before = () => {
    if (away) throw new Error('away');
  };
  await expect(bench.activities.releaseAgent(release(1))).rejects.toThrow();
  away = false;
  await bench.activities.releaseAgent(release(1));
  expect(await served(null)).toEqual(['s2#1']);
});

test('only the latest are remembered', async () => {
  const count = SERVED_REMEMBERED + 5;
  await addAgent(bench.models, 'a1', { capacity: count, presence: 'offline' });
  for (let place = 1; place <= count; place += 1) await bench.activities.findAgent(search(place));
  await bench.models.agents.updateOne({ _id: 'a1' }, { presence: 'online' });
  await bench.activities.settleAgent('a1');
  const found = await served(null);
  expect([found.length, found.at(-1)]).toEqual([SERVED_REMEMBERED, `s${String(count)}#1`]);
});
