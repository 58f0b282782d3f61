import { expect, test } from '@jest/globals';
import { addAgent, numbers, release, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';

const bench = useDatabase();

const agent = async (agentId: string) => bench.models.agents.findById(agentId).lean().orFail();

async function miss(place: number, awayAfterMisses = 3): Promise<void> {
  await bench.activities.findAgent(search(place));
  await bench.activities.releaseAgent(
    release(place, { agentId: 'a1', outcome: 'missed', awayAfterMisses }),
  );
}

test('so many misses in a row set the agent away, and the row begins anew', async () => {
  await addAgent(bench.models, 'a1');
  await miss(1);
  await miss(2);
  expect(await agent('a1')).toMatchObject({ presence: 'online', missesInRow: 2 });
  await miss(3);
  expect(await agent('a1')).toMatchObject({ presence: 'away', missesInRow: 0 });
  expect((await bench.activities.findAgent(search(4))).agentId).toBeNull();
});

test('a miss released twice counts once', async () => {
  await addAgent(bench.models, 'a1');
  await miss(1);
  await miss(1);
  expect(await agent('a1')).toMatchObject({ missesInRow: 1 });
});

test('a decline is not a miss', async () => {
  await addAgent(bench.models, 'a1');
  await bench.activities.findAgent(search(1));
  await bench.activities.releaseAgent(release(1, { agentId: 'a1', outcome: 'declined' }));
  expect(await agent('a1')).toMatchObject({ missesInRow: 0 });
});

test('misses never set away when the setting is 0', async () => {
  await addAgent(bench.models, 'a1');
  for (const place of numbers(1, 5)) await miss(place, 0);
  expect(await agent('a1')).toMatchObject({ presence: 'online', missesInRow: 5 });
});

test('an accepted offer ends the row, and its late repetition leaves a newer miss alone', async () => {
  await addAgent(bench.models, 'a1');
  await miss(1);
  await bench.activities.findAgent(search(2));
  const accepted = { sessionId: 's2', number: 1, agentId: 'a1' };
  await bench.activities.recordAccept(accepted);
  expect(await agent('a1')).toMatchObject({ missesInRow: 0 });
  await miss(3);
  await bench.activities.recordAccept(accepted);
  expect(await agent('a1')).toMatchObject({ missesInRow: 1 });
});
