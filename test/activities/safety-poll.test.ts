import { beforeEach, expect, test } from '@jest/globals';
import { addAgent, heldBy, queued, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';
import { upkeepOn, type Upkeep } from './support/upkeep.ts';

const bench = useDatabase();
let world: Upkeep;

beforeEach(() => {
  world = upkeepOn(bench);
});

/** Sessions queue while an agent is offline; the agent comes online and nobody notices. */
async function unnoticed(places: number[], capacity = 3): Promise<void> {
  await addAgent(bench.models, 'a1', { capacity, presence: 'offline' });
  for (const place of places) await bench.activities.findAgent(search(place));
  await bench.models.agents.updateOne({ _id: 'a1' }, { presence: 'online' });
}

test('sessions that wait beside an agent with room are served, oldest first, and counted', async () => {
  await unnoticed([2, 1, 3], 2);
  const suspects = await world.upkeep.findSuspects();
  expect(suspects).toEqual([{ agentId: 'a1', sessionId: 's1', number: 1 }]);
  const { counts } = await world.upkeep.serveSuspects(suspects);
  expect(counts).toEqual({ missed_wake_up: 2 });
  expect(await heldBy(bench.models, 'a1')).toEqual(['s1', 's2']);
  expect(bench.conversations.found().map(({ sessionId }) => sessionId)).toEqual(['s1', 's2']);
  expect(world.counted).toEqual(['missed_wake_up', 'missed_wake_up']);
  expect(await bench.models.findings.countDocuments({ kind: 'missed_wake_up' })).toBe(2);
  expect(bench.logged.at(-1)).toMatchObject({ sentence: expect.stringContaining('beside') });
});

test('a session that is being served just then is not counted', async () => {
  await unnoticed([1, 2], 2);
  const suspects = await world.upkeep.findSuspects();
  await bench.activities.settleAgent('a1');
  expect((await world.upkeep.serveSuspects(suspects)).counts).toEqual({});
  expect(world.counted).toEqual([]);
});

test('nobody is suspected without room, without a ticket to take, or when tried in this round', async () => {
  await addAgent(bench.models, 'full', { capacity: 1 });
  await bench.activities.findAgent(search(1));
  await bench.activities.findAgent(search(2));
  await addAgent(bench.models, 'other', { channels: ['whatsapp'] });
  await bench.models.tickets.updateOne({ _id: 's2' }, { excluded: ['tried'] });
  await addAgent(bench.models, 'tried');
  expect(await world.upkeep.findSuspects()).toEqual([]);
});

test('a ticket that a late writer left behind is no miss', async () => {
  await unnoticed([1]);
  await bench.activities.releaseAgent({
    ...{ sessionId: 's1', number: 1, agentId: null },
    ...{ outcome: 'released', awayAfterMisses: 0 },
  });
  await bench.models.tickets.create({
    ...{ _id: 's1', conversationId: 'c1', channel: 'web', number: 1, place: new Date(1) },
  });
  const suspects = await world.upkeep.findSuspects();
  expect(suspects).toHaveLength(1);
  expect((await world.upkeep.serveSuspects(suspects)).counts).toEqual({});
});

test('tried again after a crash, the poll counts a session once', async () => {
  await unnoticed([1]);
  const suspects = await world.upkeep.findSuspects();
  let away = true;
  bench.conversations.before = () => {
    if (away) throw new Error('away');
  };
  await expect(world.upkeep.serveSuspects(suspects)).rejects.toThrow();
  away = false;
  await world.upkeep.serveSuspects(suspects);
  expect(await bench.models.findings.countDocuments()).toBe(1);
  expect(await queued(bench.models)).toEqual(['s1']);
  await bench.activities.settleAgent('a1');
  expect(bench.conversations.found()).toHaveLength(1);
});
