import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { lineKey } from '../../src/store/queue/rate-schema.ts';
import { runningApi, type RunningApi } from './running-api.ts';
import { seedSessions, START_MS } from './seeded-sessions.ts';

let api: RunningApi;
let ids: string[];
const nowMs = START_MS + 3_600_000;

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
  ids = await seedSessions(api);
});
beforeEach(async () => {
  await api.models.tickets.deleteMany({});
  await api.models.queueRates.deleteMany({});
  await api.models.sessions.updateMany({}, { status: 'queued' });
});
afterAll(() => api.close());

const ticket = (n: number, place: number, skill: string | null = null, channel = 'web') =>
  api.models.tickets.create({
    _id: ids[n]!,
    conversationId: `c${String(n)}`,
    number: 1,
    place: new Date(place),
    channel,
    skill,
  });

/** Sessions served from a line, so many seconds ago. */
const served = (skill: string | null, ...secondsAgo: number[]) =>
  api.models.queueRates.create({
    _id: lineKey('web', skill),
    served: secondsAgo.map((ago) => ({ key: `k${String(ago)}`, at: new Date(nowMs - ago * 1000) })),
  });

const queueOf = async (n: number): Promise<unknown> =>
  (await api.http.get(`/v1/sessions/${ids[n]!}`)).body['queue'];

test('the position counts from 1 along the order of first contact, ties by session ID', async () => {
  for (const [n, place] of [
    [0, 30],
    [1, 10],
    [3, 20],
    [4, 20],
  ] as const) {
    await ticket(n, place);
  }
  const places = await Promise.all([1, 3, 4, 0].map(queueOf));
  expect(places).toEqual(
    [1, 2, 3, 4].map((position) => ({ position, estimatedWaitSeconds: null })),
  );
});

test('ahead are the sessions of the same channel that ask for no skill or the same one', async () => {
  await ticket(0, 10);
  await ticket(1, 20, 'billing');
  await ticket(3, 30, 'legal');
  await ticket(4, 40, null, 'whatsapp');
  await ticket(5, 50, 'billing');
  await ticket(6, 60);
  expect(await Promise.all([0, 1, 3, 4, 5, 6].map(queueOf))).toEqual(
    [1, 2, 2, 1, 3, 2].map((position) => ({ position, estimatedWaitSeconds: null })),
  );
});

test('a list tells the place of each, as reading it alone does', async () => {
  for (const [n, place] of [
    [0, 30],
    [1, 10],
    [3, 20],
  ] as const) {
    await ticket(n, place);
  }
  const { body } = await api.http.get('/v1/sessions?status=queued&sort=createdAt');
  const listed = (body.items as unknown as { queue: { position: number } | null }[]).map(
    ({ queue }) => queue?.position ?? null,
  );
  expect(listed).toEqual([3, 1, null, 2, null, null, null, null]);
});

test('a session that has no ticket, or is no longer queued, stands nowhere', async () => {
  expect(await queueOf(0)).toBeNull();
  await ticket(0, 10);
  await api.models.sessions.updateOne({ _id: ids[0]! }, { status: 'active' });
  expect(await queueOf(0)).toBeNull();
});

test('the estimate is the position times the mean time between two served lately', async () => {
  await ticket(0, 10);
  await ticket(1, 20);
  await served(null, 120, 60, 30);
  expect(await queueOf(0)).toEqual({ position: 1, estimatedWaitSeconds: 60 });
  expect(await queueOf(1)).toEqual({ position: 2, estimatedWaitSeconds: 120 });
});

test('with fewer than two served in the last 15 minutes there is no estimate', async () => {
  await ticket(0, 10);
  await served(null, 5_000, 901, 60);
  expect(await queueOf(0)).toEqual({ position: 1, estimatedWaitSeconds: null });
});

test('who asks for a skill waits for both lines to move', async () => {
  await ticket(0, 10, 'billing');
  await served(null, 60, 30);
  await served('billing', 120, 60, 10);
  expect(await queueOf(0)).toEqual({ position: 1, estimatedWaitSeconds: 30 });
});
