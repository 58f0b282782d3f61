import { beforeEach, expect, test } from '@jest/globals';
import { lineKey } from '../../src/store/queue/rate-schema.ts';
import { addAgent, queued, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';
import { has, queues, saveSession, says, upkeepOn, type Upkeep } from './support/upkeep.ts';

const bench = useDatabase();
let world: Upkeep;

beforeEach(() => {
  world = upkeepOn(bench);
});

const run = (dryRun = false) => world.upkeep.reconcileTickets({ dryRun });
const waiting = { status: 'queued', agentId: null } as const;

test('a ticket of a waiting session is fine without asking anybody', async () => {
  await bench.activities.findAgent(search(1));
  await saveSession(bench, 1, waiting);
  expect(await run()).toEqual({ findings: [], counts: {}, unclear: 0 });
  expect(world.asked).toEqual([]);
});

test('tickets of sessions that are over, or look for nobody, are removed', async () => {
  for (const place of [1, 2, 3, 4]) await bench.activities.findAgent(search(place));
  await saveSession(bench, 1, { status: 'closed' });
  await saveSession(bench, 2, { status: 'active', agentId: 'a1' });
  await saveSession(bench, 3, { status: 'active', agentId: 'a1' });
  world.live = new Map([says(2, [has(1, 'a1')]), says(3, [has(2, 'a1')]), says(4, [queues(1)])]);
  expect(await run(true)).toMatchObject({ counts: { stray_ticket: 2 } });
  expect(await queued(bench.models)).toHaveLength(4);
  expect((await run()).counts).toEqual({ stray_ticket: 2 });
  expect(await queued(bench.models)).toEqual(['s2', 's4']);
});

test('a session that has an agent and queues for a skill keeps its ticket', async () => {
  await bench.activities.findAgent(search(1, { number: 2, skill: 'legal' }));
  await saveSession(bench, 1, { status: 'active', agentId: 'a1' });
  world.live = new Map([says(1, [has(1, 'a1'), queues(2)])]);
  expect((await run()).counts).toEqual({});
});

test('a session that queues without a ticket gets one at its place, without those it has tried', async () => {
  const createdAt = new Date(Date.now() - 600_000);
  await saveSession(bench, 1, { ...waiting, createdAt, skill: 'legal' });
  await addAgent(bench.models, 'a1', { skills: ['legal'] });
  world.live = new Map([says(1, [queues(3, ['a9'])])]);
  expect((await run()).counts).toEqual({ missing_ticket: 1 });
  expect(await bench.models.tickets.findById('s1').lean()).toEqual({
    ...{ _id: 's1', conversationId: 'c1', channel: 'web', skill: 'legal', number: 3 },
    ...{ place: createdAt, excluded: ['a9'] },
  });
  await bench.activities.settleAgent('a1');
  expect(bench.conversations.found()).toEqual([{ sessionId: 's1', number: 3, agentId: 'a1' }]);
});

test('a session whose agent is being told of gets no ticket, nor one that is at work', async () => {
  await addAgent(bench.models, 'a1');
  for (const place of [1, 2]) await saveSession(bench, place, waiting);
  await bench.activities.findAgent(search(1));
  world.live = new Map([says(1, [queues(1)]), says(2, [queues(1)], 1)]);
  expect(await run()).toMatchObject({ counts: {}, unclear: 1 });
  expect(await queued(bench.models)).toEqual([]);
});

test('a queued session without workflow is reported, as is one that looks for nobody', async () => {
  for (const place of [1, 2]) await saveSession(bench, place, waiting);
  const [conversation, live] = says(2, []);
  world.live.set(conversation, { ...live, session: { id: 's2', status: 'queued' } });
  expect((await run()).counts).toEqual({ orphaned_session: 1, missing_ticket: 1 });
});

test('when nobody answers, asking ends soon', async () => {
  for (let place = 1; place <= 20; place += 1) {
    await saveSession(bench, place, waiting);
    world.live.set(`c${place}`, 'silent');
  }
  expect(await run()).toMatchObject({ counts: {}, unclear: 20 });
  expect(world.asked).toHaveLength(3);
});

test('runs that ended as no session ends are reported', async () => {
  world.brokenRuns = [{ conversationId: 'c1', runId: 'r1', status: 'TERMINATED' }];
  const report = await world.upkeep.reportBrokenRuns({ dryRun: false });
  expect(report.findings).toEqual([
    expect.objectContaining({ kind: 'broken_run', about: 'r1', mended: false }),
  ]);
});

test('old graves and findings are cleared away, and nothing else', async () => {
  const old = new Date(Date.now() - 40 * 86_400_000);
  await addAgent(bench.models, 'a1');
  for (const [id, buriedAt] of [['g1', old] as const, ['g2', new Date()] as const]) {
    await bench.models.graves.create({ _id: id, held: [], buriedAt });
  }
  const finding = { kind: 'broken_run', detail: 'x', mended: false } as const;
  await bench.models.findings.create({ _id: 'f1', ...finding, at: old });
  await bench.models.findings.create({ _id: 'f2', ...finding, at: new Date() });
  expect(await world.upkeep.clearOld()).toEqual({
    ...{ graves: 1, findings: 1, rates: 0, deliveries: 0, audit: 0, answers: 0 },
  });
  expect(await bench.models.holders.countDocuments()).toBe(2);
});

test('deliveries leave the log after their time, and those of messages stay', async () => {
  const expiries = [new Date(Date.now() - 1), new Date(Date.now() + 600_000), null];
  await bench.models.deliveries.create(
    expiries.map((expiresAt, index) => ({
      _id: `wh_1/e${String(index)}`,
      ...{ webhookId: 'wh_1', eventId: `e${String(index)}`, storedEventId: 'e', type: 'any' },
      ...{ createdAt: new Date(0), started: true, status: 'delivered' as const, expiresAt },
    })),
  );
  expect(await world.upkeep.clearOld()).toMatchObject({ deliveries: 1 });
  expect((await bench.models.deliveries.distinct('eventId')).sort()).toEqual(['e1', 'e2']);
});

test('an audit entry is cleared away when its time is up', async () => {
  const entry = {
    at: new Date(),
    what: 'refused',
    who: { id: 'nobody', name: 'nobody', role: 'public' },
    requestId: 'r',
    address: '192.0.2.7',
  } as const;
  const keep = (ms: number) => ({ keepUntil: new Date(Date.now() + ms) });
  await bench.models.audit.create({ _id: 'e1', ...entry, ...keep(-1_000) });
  await bench.models.audit.create({ _id: 'e2', ...entry, ...keep(600_000) });
  expect(await world.upkeep.clearOld()).toMatchObject({ audit: 1 });
  expect(await bench.models.audit.distinct('_id')).toEqual(['e2']);
});

test('the rate of a line that nobody was served from for thirty days is cleared away', async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  await bench.models.queueRates.create([
    { _id: lineKey('gone', null), served: [{ key: 's1#1', at: daysAgo(31) }] },
    {
      _id: lineKey('web', null),
      served: [31, 29].map((days) => ({ key: 's2#1', at: daysAgo(days) })),
    },
  ]);
  expect(await world.upkeep.clearOld()).toMatchObject({ rates: 1 });
  expect(await bench.models.queueRates.distinct('_id')).toEqual([lineKey('web', null)]);
});
