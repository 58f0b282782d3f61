import { beforeEach, expect, test } from '@jest/globals';
import type { SearchRequest } from '../../src/core/effect.ts';
import { addAgent, heldBy, numbers, queued, release, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';
import { age, has, queues, saveSession, says, upkeepOn, type Upkeep } from './support/upkeep.ts';

const bench = useDatabase();
let world: Upkeep;

beforeEach(async () => {
  world = upkeepOn(bench);
  await addAgent(bench.models, 'a1', { capacity: 2 });
});

const active = { status: 'active', agentId: 'a1' } as const;
const closed = { status: 'closed', agentId: 'a1' } as const;
const run = (dryRun = false) => world.upkeep.reconcileHolds({ dryRun });

/** The agent holds a session, and has for a while. */
async function held(place: number, fields: Partial<SearchRequest> = {}): Promise<void> {
  await bench.activities.findAgent(search(place, fields));
  await age(bench);
}

test('a hold that the saved session confirms is fine without asking anybody', async () => {
  await held(1);
  await saveSession(bench, 1, active);
  expect(await run()).toEqual({ findings: [], counts: {}, unclear: 0 });
  expect(world.asked).toEqual([]);
});

test('a hold of a session whose workflow is gone is released, and its room goes to the queue', async () => {
  await held(1);
  await held(2);
  await bench.activities.findAgent(search(3));
  await saveSession(bench, 1, closed);
  await saveSession(bench, 2, active);
  expect((await run()).counts).toEqual({ stray_hold: 1 });
  expect(await heldBy(bench.models, 'a1')).toEqual(['s2', 's3']);
  expect(bench.conversations.found()).toEqual([{ sessionId: 's3', number: 1, agentId: 'a1' }]);
  expect((await run()).counts).toEqual({});
});

test('a hold under another number than the one the session has is released', async () => {
  await held(1);
  await held(1, { number: 2 });
  await saveSession(bench, 1, active);
  world.live = new Map([says(1, [has(2, 'a1')])]);
  expect(await run()).toMatchObject({
    findings: [{ kind: 'stray_hold', number: 1, mended: true }],
  });
  const [agent] = await bench.models.agents.find().lean();
  expect(agent?.held.filter(({ active: now }) => now).map(({ number }) => number)).toEqual([2]);
});

test('a hold that was just taken is never released, nor one whose session is at work or silent', async () => {
  await bench.activities.findAgent(search(1));
  await run();
  expect(world.asked).toEqual([]);
  await age(bench);
  world.live = new Map([says(1, [], 1)]);
  expect(await run()).toMatchObject({ counts: {}, unclear: 1 });
  world.live.set('c1', 'silent');
  expect(await run()).toMatchObject({ counts: {}, unclear: 1 });
  expect(await heldBy(bench.models, 'a1')).toEqual(['s1']);
});

test('a hold that its session releases while it is asked is not counted', async () => {
  await held(1);
  world.before = () => bench.activities.releaseAgent(release(1, { agentId: 'a1' }));
  expect((await run()).counts).toEqual({});
});

test('a session that was never told of its agent is told', async () => {
  await held(1);
  await saveSession(bench, 1, { status: 'queued' });
  world.live = new Map([says(1, [queues(1)])]);
  expect((await run()).counts).toEqual({ untold_hold: 1 });
  expect(bench.conversations.found()).toEqual([{ sessionId: 's1', number: 1, agentId: 'a1' }]);
  expect(await heldBy(bench.models, 'a1')).toEqual(['s1']);
});

test('an agent whom a session has is held for it again, beyond capacity and whatever the presence', async () => {
  await bench.models.agents.updateOne({ _id: 'a1' }, { capacity: 1, presence: 'offline' });
  for (const place of [1, 2]) await saveSession(bench, place, active);
  world.live = new Map([says(1, [has(4, 'a1')]), says(2, [has(1, 'a1')])]);
  expect((await run()).counts).toEqual({ missing_hold: 2 });
  expect((await heldBy(bench.models, 'a1')).sort()).toEqual(['s1', 's2']);
  expect(world.changed).toEqual(['a1', 'a1']);
  await bench.activities.releaseAgent(release(1, { number: 4, agentId: 'a1' }));
  expect(await heldBy(bench.models, 'a1')).toEqual(['s2']);
});

test('a number that has ended is not held again, and reported', async () => {
  await held(1);
  await bench.activities.releaseAgent(release(1, { agentId: 'a1' }));
  await saveSession(bench, 1, active);
  world.live = new Map([says(1, [has(1, 'a1')])]);
  expect(await run()).toMatchObject({ findings: [{ kind: 'ended_hold', mended: false }] });
  expect(await heldBy(bench.models, 'a1')).toEqual([]);
});

test('a session that is open in the database and has no workflow is reported, and holds nobody', async () => {
  await held(1);
  await saveSession(bench, 1, { status: 'on_hold', agentId: 'a2' });
  expect((await run()).counts).toEqual({ stray_hold: 1, orphaned_session: 2 });
  expect(await heldBy(bench.models, 'a1')).toEqual([]);
  expect(await bench.models.findings.countDocuments({ kind: 'orphaned_session' })).toBe(1);
});

test('a dry run tells the same and changes nothing', async () => {
  await held(1);
  await saveSession(bench, 1, closed);
  expect(await run(true)).toMatchObject({
    counts: { stray_hold: 1 },
    findings: [{ mended: false }],
  });
  expect(await heldBy(bench.models, 'a1')).toEqual(['s1']);
  expect([world.counted, await bench.models.findings.countDocuments()]).toEqual([[], 0]);
});

test('a finding is counted and logged once, however often it is reported', async () => {
  await saveSession(bench, 1, active);
  for (let round = 0; round < 3; round += 1)
    expect((await run()).counts).toEqual({ orphaned_session: 1 });
  expect(world.counted).toEqual(['orphaned_session']);
  expect(bench.logged).toHaveLength(1);
});

test('reconciling amid traffic releases nobody who is served and leaves nothing held', async () => {
  await bench.models.agents.updateOne({ _id: 'a1' }, { capacity: 100 });
  const places = numbers(1, 40);
  world.live = new Map(places.map((place) => says(place, [has(1, 'a1')])));
  const traffic = async (place: number): Promise<void> => {
    await bench.activities.findAgent(search(place));
    await saveSession(bench, place, active);
    if (place % 2 === 0) return;
    world.live.set(...says(place, [], 0));
    await bench.activities.releaseAgent(release(place, { agentId: 'a1' }));
  };
  const reconciling = (async () => {
    for (let round = 0; round < 10; round += 1) {
      await age(bench);
      await run();
    }
  })();
  await Promise.all([...places.map(traffic), reconciling]);
  const even = places.filter((place) => place % 2 === 0).map((place) => `s${place}`);
  expect((await heldBy(bench.models, 'a1')).sort()).toEqual(even.sort());
  expect(await queued(bench.models)).toEqual([]);
});
