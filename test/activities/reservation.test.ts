import { expect, test } from '@jest/globals';
import { addAgent, heldBy, numbers, queued, release, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';

const bench = useDatabase();

test('two hundred sessions at once on five agents of capacity three: fifteen assigned, 185 queued, then drained oldest first', async () => {
  const agentIds = ['a1', 'a2', 'a3', 'a4', 'a5'];
  for (const agentId of agentIds) await addAgent(bench.models, agentId);
  const results = await Promise.all(
    numbers(1, 200).map((place) => bench.activities.findAgent(search(place))),
  );
  expect(results.filter(({ agentId }) => agentId !== null)).toHaveLength(15);
  const waiting = await queued(bench.models);
  expect(waiting).toHaveLength(185);
  for (const agentId of agentIds) expect(await heldBy(bench.models, agentId)).toHaveLength(3);

  let serving = (
    await Promise.all(
      agentIds.map(async (agentId) =>
        (await heldBy(bench.models, agentId)).map((sessionId) => ({ sessionId, agentId })),
      ),
    )
  ).flat();
  const drained: string[] = [];
  while (serving.length > 0) {
    const [{ sessionId, agentId } = { sessionId: '', agentId: '' }, ...others] = serving;
    const told = bench.conversations.told.length;
    await bench.activities.releaseAgent(release(0, { sessionId, agentId }));
    const found = bench.conversations.found().slice(told);
    drained.push(...found.map((each) => each.sessionId));
    serving = [...others, ...found];
    for (const each of agentIds) {
      expect((await heldBy(bench.models, each)).length).toBeLessThanOrEqual(3);
    }
  }
  expect(drained).toEqual(waiting);
  expect(await queued(bench.models)).toEqual([]);
}, 600_000);

test('a search tried again gets the agent it has', async () => {
  await addAgent(bench.models, 'a1');
  await addAgent(bench.models, 'a2');
  const first = await bench.activities.findAgent(search(1));
  expect(first.agentId).toBe('a1');
  expect((await bench.activities.findAgent(search(1))).agentId).toBe('a1');
  expect(await heldBy(bench.models, 'a1')).toEqual(['s1']);
  expect(await heldBy(bench.models, 'a2')).toEqual([]);
});

test('tries of one search at the same time reserve one agent', async () => {
  await addAgent(bench.models, 'a1');
  await addAgent(bench.models, 'a2');
  const requests = numbers(1, 20).map((index) =>
    search(1, { preferredAgentId: index % 2 === 0 ? 'a1' : 'a2' }),
  );
  const results = await Promise.all(requests.map((each) => bench.activities.findAgent(each)));
  expect(new Set(results.map(({ agentId }) => agentId)).size).toBe(1);
  const held = [...(await heldBy(bench.models, 'a1')), ...(await heldBy(bench.models, 'a2'))];
  expect(held).toEqual(['s1']);
});

test('a reservation that comes after the release of its number gets nobody', async () => {
  await addAgent(bench.models, 'a1');
  await bench.activities.releaseAgent(release(1));
  expect((await bench.activities.findAgent(search(1))).agentId).toBeNull();
  expect(await heldBy(bench.models, 'a1')).toEqual([]);
  expect(await queued(bench.models)).toEqual([]);
});

test('a number that was held and released is never held again', async () => {
  await addAgent(bench.models, 'a1');
  await addAgent(bench.models, 'a2');
  await bench.activities.findAgent(search(1));
  await bench.activities.releaseAgent(release(1, { agentId: 'a1' }));
  expect((await bench.activities.findAgent(search(1))).agentId).toBeNull();
  const again = { ...search(1), agentId: 'a2', beyondCapacity: true };
  expect((await bench.activities.reserveAgent(again)).agentId).toBeNull();
});

test('releasing twice is harmless', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1 });
  await bench.activities.findAgent(search(1));
  await bench.activities.releaseAgent(release(1, { agentId: 'a1' }));
  await bench.activities.findAgent(search(2));
  await bench.activities.releaseAgent(release(1, { agentId: 'a1' }));
  expect(await heldBy(bench.models, 'a1')).toEqual(['s2']);
});

test('releases and reservations of one number at the same time leave nothing held', async () => {
  await addAgent(bench.models, 'a1', { capacity: 50 });
  for (const place of numbers(1, 30)) {
    await Promise.all([
      bench.activities.findAgent(search(place)),
      bench.activities.releaseAgent(release(place)),
      bench.activities.findAgent(search(place)),
      bench.activities.releaseAgent(release(place)),
    ]);
  }
  expect(await heldBy(bench.models, 'a1')).toEqual([]);
  expect(await queued(bench.models)).toEqual([]);
});

test('a release ends the number at whoever holds it, also when nobody was recorded', async () => {
  await addAgent(bench.models, 'a1');
  await bench.activities.findAgent(search(1));
  await bench.activities.releaseAgent(release(1, { agentId: null }));
  expect(await heldBy(bench.models, 'a1')).toEqual([]);
});

test('IDs may look like operators and field paths', async () => {
  await addAgent(bench.models, '$held');
  const odd = search(1, { sessionId: '$$ROOT', conversationId: '$_id' });
  expect((await bench.activities.findAgent(odd)).agentId).toBe('$held');
  await bench.activities.releaseAgent(release(1, { sessionId: '$$ROOT', agentId: '$held' }));
  expect(await heldBy(bench.models, '$held')).toEqual([]);
});

test('a named agent is reserved when online and below capacity; a takeover goes beyond capacity', async () => {
  await addAgent(bench.models, 'full', { capacity: 1 });
  await addAgent(bench.models, 'gone', { presence: 'offline' });
  const named = (agentId: string, number: number, beyondCapacity = false) =>
    bench.activities.reserveAgent({ ...search(1), number, agentId, beyondCapacity });
  expect(await named('full', 1)).toMatchObject({ agentId: 'full' });
  expect(await named('full', 2)).toEqual({
    agentId: null,
    candidates: [{ agentId: 'full', reason: 'at capacity (1 of 1)' }],
  });
  expect(await named('full', 3, true)).toMatchObject({ agentId: 'full' });
  expect(await named('gone', 4, true)).toMatchObject({ candidates: [{ reason: 'offline' }] });
  expect(await named('nobody', 5)).toMatchObject({ candidates: [{ reason: 'no such agent' }] });
});
