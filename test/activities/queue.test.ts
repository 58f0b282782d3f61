import { expect, test } from '@jest/globals';
import { addAgent, heldBy, queued, release, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';

const bench = useDatabase();

/** An agent of capacity one is busy with s1, and s2 waits. */
async function oneWaits(): Promise<void> {
  await addAgent(bench.models, 'a1', { capacity: 1 });
  await bench.activities.findAgent(search(1));
  await bench.activities.findAgent(search(2));
  expect(await queued(bench.models)).toEqual(['s2']);
}

const end = (place: number) => bench.activities.releaseAgent(release(place, { agentId: 'a1' }));

test('an agent who comes free is given the session that waits longest, whatever order they queued in', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1 });
  await bench.activities.findAgent(search(1));
  for (const place of [4, 2, 3]) await bench.activities.findAgent(search(place));
  await end(1);
  expect(bench.conversations.told).toEqual([
    {
      conversationId: 'c2',
      event: expect.objectContaining({ type: 'agentFound', sessionId: 's2', agentId: 'a1' }),
    },
  ]);
  expect(await queued(bench.models)).toEqual(['s3', 's4']);
});

test('an agent gets only tickets of its channels and skills', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1, channels: ['web'], skills: ['billing'] });
  await bench.activities.findAgent(search(1));
  await bench.activities.findAgent(search(2, { channel: 'whatsapp' }));
  await bench.activities.findAgent(search(3, { skill: 'legal' }));
  await bench.activities.findAgent(search(4, { skill: 'billing' }));
  await end(1);
  expect(bench.conversations.found().map(({ sessionId }) => sessionId)).toEqual(['s4']);
});

test('a session is not given back to the agent who has just released it', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1 });
  await bench.activities.findAgent(search(1));
  await bench.activities.findAgent(
    search(1, { number: 2, excluded: [{ agentId: 'a1', reason: 'tried in this round' }] }),
  );
  await end(1);
  expect(bench.conversations.found()).toEqual([]);
  expect(await queued(bench.models)).toEqual(['s1']);
});

test('Temporal away between reserving and telling: trying again tells, once reserved', async () => {
  await oneWaits();
  let away = true;
  bench.conversations.before = () => {
    if (away) throw new Error('away');
  };
  await expect(end(1)).rejects.toThrow();
  expect(await heldBy(bench.models, 'a1')).toEqual(['s2']);
  expect(bench.conversations.told).toEqual([]);
  away = false;
  await end(1);
  expect(bench.conversations.found()).toEqual([{ sessionId: 's2', number: 1, agentId: 'a1' }]);
  expect(await queued(bench.models)).toEqual([]);
  expect(await heldBy(bench.models, 'a1')).toEqual(['s2']);
});

test('a crash between telling and removing the ticket: trying again only tells again', async () => {
  await oneWaits();
  await end(1);
  await bench.models.tickets.create({
    _id: 's2',
    conversationId: 'c2',
    channel: 'web',
    number: 1,
    place: new Date(2),
  });
  await end(1);
  expect(bench.conversations.found()).toHaveLength(2);
  expect(await heldBy(bench.models, 'a1')).toEqual(['s2']);
  expect(await queued(bench.models)).toEqual([]);
});

test('a crash between releasing and draining: trying again drains', async () => {
  await oneWaits();
  await bench.models.agents.updateOne({ _id: 'a1' }, { $set: { 'held.0.active': false } });
  await end(1);
  expect(bench.conversations.found()).toEqual([{ sessionId: 's2', number: 1, agentId: 'a1' }]);
});

test('a session whose workflow is gone is passed by, and holds nobody', async () => {
  await oneWaits();
  await bench.activities.findAgent(search(3));
  bench.conversations.gone.add('c2');
  await end(1);
  expect(bench.conversations.found()).toEqual([{ sessionId: 's3', number: 1, agentId: 'a1' }]);
  expect(await heldBy(bench.models, 'a1')).toEqual(['s3']);
  expect(await queued(bench.models)).toEqual([]);
});

test('a release withdraws the ticket of its number, and leaves that of a later one', async () => {
  await addAgent(bench.models, 'a1', { presence: 'offline' });
  await bench.activities.findAgent(search(1));
  await bench.activities.releaseAgent(release(1));
  expect(await queued(bench.models)).toEqual([]);
  await bench.activities.findAgent(search(1, { number: 2 }));
  await bench.activities.releaseAgent(release(1));
  expect(await queued(bench.models)).toEqual(['s1']);
});

test('a ticket that a late try left behind goes when an agent comes to it', async () => {
  await oneWaits();
  await bench.activities.releaseAgent(release(2));
  await bench.models.tickets.create({
    _id: 's2',
    conversationId: 'c2',
    channel: 'web',
    number: 1,
    place: new Date(2),
  });
  await end(1);
  expect(bench.conversations.told).toEqual([]);
  expect(await queued(bench.models)).toEqual([]);
  expect(await heldBy(bench.models, 'a1')).toEqual([]);
});

test('a newcomer does not overtake who waits longer for the same agent', async () => {
  await oneWaits();
  await bench.models.agents.updateOne({ _id: 'a1' }, { $set: { 'held.0.active': false } });
  const newcomer = await bench.activities.findAgent(search(3));
  expect(newcomer.agentId).toBeNull();
  expect(bench.conversations.found()).toEqual([{ sessionId: 's2', number: 1, agentId: 'a1' }]);
  expect(await queued(bench.models)).toEqual(['s3']);
});

test('a session that has tried an agent does not keep it from others', async () => {
  await addAgent(bench.models, 'a1');
  const excluded = [{ agentId: 'a1', reason: 'tried in this round' }];
  expect((await bench.activities.findAgent(search(1, { excluded }))).agentId).toBeNull();
  expect((await bench.activities.findAgent(search(2))).agentId).toBe('a1');
});

test('agents coming free while sessions queue leave nobody waiting beside a free agent', async () => {
  const places = Array.from({ length: 60 }, (_, index) => index + 10);
  await addAgent(bench.models, 'a1', { capacity: 2 });
  await addAgent(bench.models, 'a2', { capacity: 2 });
  for (const place of [1, 2, 3, 4]) await bench.activities.findAgent(search(place));
  await Promise.all([
    ...places.map((place) => bench.activities.findAgent(search(place))),
    ...[1, 2, 3, 4].map((place) => bench.activities.releaseAgent(release(place))),
  ]);
  const held = [...(await heldBy(bench.models, 'a1')), ...(await heldBy(bench.models, 'a2'))];
  expect(held).toHaveLength(4);
  expect(await queued(bench.models)).toHaveLength(56);
});

test('an agent who comes online, or whose capacity grows, is given the queue', async () => {
  await addAgent(bench.models, 'a1', { capacity: 1, presence: 'offline' });
  await bench.activities.findAgent(search(1));
  await bench.activities.findAgent(search(2));
  await bench.activities.settleAgent('a1');
  expect(bench.conversations.told).toEqual([]);
  await bench.models.agents.updateOne({ _id: 'a1' }, { presence: 'online' });
  await bench.activities.settleAgent('a1');
  expect(await queued(bench.models)).toEqual(['s2']);
  await bench.models.agents.updateOne({ _id: 'a1' }, { capacity: 2 });
  await bench.activities.settleAgent('a1');
  expect(bench.conversations.found().map(({ sessionId }) => sessionId)).toEqual(['s1', 's2']);
});

test('the sessions of an agent are told its presence; one whose workflow is gone is released', async () => {
  const since = new Date(5_000_000);
  await addAgent(bench.models, 'a1');
  for (const place of [1, 2]) await bench.activities.findAgent(search(place));
  await bench.models.agents.updateOne({ _id: 'a1' }, { presence: 'offline', presenceSince: since });
  bench.conversations.gone.add('c2');
  await bench.activities.settleAgent('a1');
  const event = { type: 'agentPresence', agentId: 'a1', presence: 'offline', sinceMs: 5_000_000 };
  expect(bench.conversations.told).toEqual([{ conversationId: 'c1', event }]);
  expect(await heldBy(bench.models, 'a1')).toEqual(['s1']);
  await bench.models.agents.updateOne({ _id: 'a1' }, { deletedAt: since });
  await bench.activities.settleAgent('a1');
  expect(bench.conversations.told.at(-1)).toMatchObject({ event: { presence: 'removed' } });
});
