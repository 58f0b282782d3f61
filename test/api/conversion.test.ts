import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../src/activities/index.ts';
import { view } from '../activities/support/records.ts';
import { runningApi, type RunningApi } from './running-api.ts';
import { seedSessions } from './seeded-sessions.ts';

let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  api = await runningApi();
  ids = await seedSessions(api);
});
afterAll(() => api.close());

const put = (n: number, body: object) =>
  api.http.put(`/v1/sessions/${ids[n]!}/conversion`).send(body);
const read = async (n: number) =>
  (await api.http.get(`/v1/sessions/${ids[n]!}`)).body['conversion'];

test('a conversion is kept, replaced whole, and taken back', async () => {
  const sold = { done: true, kind: 'order', value: 49.9, currency: 'EUR' };
  const { status, body } = await put(0, sold);
  expect([status, body['conversion']]).toEqual([200, sold]);
  await put(0, { done: true });
  expect(await read(0)).toEqual({ done: true, kind: null, value: null, currency: null });
  await put(0, { done: false });
  expect(await read(0)).toMatchObject({ done: false });
});

test('a closed session may have converted', async () => {
  const { status, body } = await put(2, { done: true });
  expect([status, body['status']]).toEqual([200, 'closed']);
});

test('no later save of the session touches it', async () => {
  await put(1, { done: true, kind: 'trial' });
  const nobody = { signalConversation: () => Promise.resolve('gone' as const) };
  const log = { info: () => undefined, warn: () => undefined };
  const activities = createActivities({ models: api.models, client: nobody, log });
  const conversationId = ids[1]!.split('-')[0]!;
  const later = view(9, {
    id: ids[1]!,
    conversationId,
    processedAtMs: Date.now(),
    status: 'closed',
  });
  await activities.save({
    sessionId: ids[1]!,
    conversationId,
    channel: 'web',
    records: [],
    view: later,
  });
  expect((await api.http.get(`/v1/sessions/${ids[1]!}`)).body).toMatchObject({
    status: 'closed',
    conversion: { done: true, kind: 'trial' },
  });
});

test.each<[string, object]>([
  ['done', { kind: 'order' }],
  ['done', { done: 'yes' }],
  ['value', { done: true, value: -1 }],
  ['currency', { done: true, currency: 'euro' }],
  ['kind', { done: true, kind: '' }],
  ['status', { done: true, status: 'closed' }],
])('a broken rule names its field: %s', async (path, body) => {
  const { status, body: problem } = await put(0, body);
  expect([status, problem.errors[0]?.path]).toEqual([422, path]);
});

test('there is no conversion of a session that there never was', async () => {
  const nowhere = '/v1/sessions/00000000000000000099-01k9z3v7q2m4n6p8r0s1t5w9x2/conversion';
  expect((await api.http.put(nowhere).send({ done: true })).status).toBe(404);
});
