import { beforeEach, expect, test } from '@jest/globals';
import { putPresence } from '../../src/store/agents/cards.ts';
import { addAgent } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';
import { upkeepOn, type Upkeep } from './support/upkeep.ts';

const bench = useDatabase();
let world: Upkeep;

beforeEach(async () => {
  world = upkeepOn(bench);
  await listened([40, 30, 20, 10]);
});

const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

/** The watch looked these seconds ago. */
const listened = async (seconds: number[]): Promise<void> => {
  const looks = seconds.map(ago);
  await bench.models.watches.replaceOne({ _id: 'presence' }, { looks }, { upsert: true });
};

const agent = (id: string) => bench.models.agents.findById(id).lean().orFail();

test('an agent without a beat for thirty seconds is offline as of then, and its sessions are told', async () => {
  const beatAt = ago(50);
  await addAgent(bench.models, 'a1', { beatAt, presencePut: 'online' });
  await addAgent(bench.models, 'a2', { beatAt: ago(25), presencePut: 'online' });
  expect(await world.upkeep.expirePresence()).toEqual({ expired: ['a1'], told: 1 });
  expect(await agent('a1')).toMatchObject({
    presence: 'offline',
    presenceSince: new Date(beatAt.getTime() + 30_000),
    untold: false,
  });
  expect(await agent('a2')).toMatchObject({ presence: 'online' });
  expect(world.changed).toEqual(['a1']);
  await putPresence(bench.models, 'a2', 'online', Date.now());
  expect(await world.upkeep.expirePresence()).toEqual({ expired: [], told: 0 });
});

test('an agent who is away falls silent too, and a deleted one is left alone', async () => {
  await addAgent(bench.models, 'a1', { presence: 'away', beatAt: ago(50) });
  await addAgent(bench.models, 'a2', { beatAt: ago(50), deletedAt: ago(1) });
  expect((await world.upkeep.expirePresence()).expired).toEqual(['a1']);
});

test('a beat that races the expiry keeps the agent, or brings it back', async () => {
  for (let round = 0; round < 30; round += 1) {
    const id = `a${String(round)}`;
    await addAgent(bench.models, id, { beatAt: ago(50), presencePut: 'online' });
    await Promise.all([
      world.upkeep.expirePresence(),
      putPresence(bench.models, id, 'online', Date.now()),
    ]);
    expect(await agent(id)).toMatchObject({ presence: 'online', returnsAs: null });
  }
});

test('who was away automatically comes back away from a silence; a changed presence undoes it', async () => {
  await addAgent(bench.models, 'a1', { presence: 'away', presencePut: 'online', beatAt: ago(50) });
  await world.upkeep.expirePresence();
  expect(await agent('a1')).toMatchObject({ presence: 'offline', returnsAs: 'away' });
  const back = await putPresence(bench.models, 'a1', 'online', Date.now());
  expect(back).toMatchObject({ presence: 'away', untold: true });
  await putPresence(bench.models, 'a1', 'away', Date.now());
  const changed = await putPresence(bench.models, 'a1', 'online', Date.now());
  expect(changed).toMatchObject({ presence: 'online' });
});

test('whoever put offline stays offline when that is put again', async () => {
  await addAgent(bench.models, 'a1', { beatAt: ago(50), presencePut: 'online' });
  await putPresence(bench.models, 'a1', 'offline', Date.now());
  expect(await putPresence(bench.models, 'a1', 'offline', Date.now())).toMatchObject({
    presence: 'offline',
  });
  expect((await world.upkeep.expirePresence()).expired).toEqual([]);
});

test('after an outage of the product nobody is offline before there was time for beats', async () => {
  await listened([200, 190, 180, 170]);
  await addAgent(bench.models, 'a1', { beatAt: ago(175), presencePut: 'online' });
  expect((await world.upkeep.expirePresence()).expired).toEqual([]);
  await listened([170, 21, 11, 9]);
  expect((await world.upkeep.expirePresence()).expired).toEqual(['a1']);
});

test('tries of one look that follow each other closely count once', async () => {
  await listened([9]);
  for (let attempt = 0; attempt < 5; attempt += 1) await world.upkeep.expirePresence();
  const { looks } = await bench.models.watches.findById('presence').lean().orFail();
  expect(looks.length).toBeGreaterThan(1);
  const apartMs = looks.slice(1).map((look, index) => look.getTime() - looks[index]!.getTime());
  expect(Math.min(...apartMs)).toBeGreaterThan(8_000);
});

test('a change that nobody was told of is passed on, however its writer died', async () => {
  await addAgent(bench.models, 'a1', { presence: 'offline', untold: true });
  await addAgent(bench.models, 'a2', { presence: 'offline', untold: true, deletedAt: ago(1) });
  expect(await world.upkeep.expirePresence()).toEqual({ expired: [], told: 2 });
  expect(world.changed).toEqual(['a1', 'a2']);
  expect((await world.upkeep.expirePresence()).told).toBe(0);
});
