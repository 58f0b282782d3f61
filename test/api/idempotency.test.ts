/** A repeated call under its idempotency key gets the first answer, at whichever replica. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { buildApp } from '../../src/api/app.ts';
import { raw } from '../../src/store/raw.ts';
import { clearOldDocuments } from '../../src/store/upkeep/clear-old.ts';
import { until } from '../support/until.ts';
import { ADMIN_KEY, asking, runningApi, type RunningApi } from './running-api.ts';

const NOW_MS = Date.parse('2026-01-31T09:00:00Z');
const clock = { nowMs: NOW_MS };
let api: RunningApi;

beforeAll(async () => {
  api = await runningApi({ now: () => clock.nowMs });
});
afterAll(() => api.close());

const post = (path: string, key: string, body: object) =>
  api.http.post(path).set('idempotency-key', key).send(body);

const agent = { name: 'Maya', capacity: 2 };
const agentIds = (): Promise<unknown[]> => api.models.agents.distinct('_id');
const answers = () => raw(api.models.keptAnswers);

test('the first answer comes again, from another replica too, and nothing is done twice', async () => {
  const key = randomUUID();
  const first = await post('/v1/agents', key, agent);
  const before = await agentIds();
  const replica = buildApp(api.dependencies);
  const second = await asking(replica)
    .post('/v1/agents')
    .set({ authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': key })
    .send(agent);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(second.headers['location']).toBe(first.headers['location']);
  expect(await agentIds()).toEqual(before);
});

test('another body under the same key is refused; another call or caller is another matter', async () => {
  const key = randomUUID();
  await post('/v1/agents', key, agent);
  const other = await post('/v1/agents', key, { ...agent, capacity: 3 });
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  const admin = await post('/v1/keys', key, { name: 'b', role: 'admin' });
  expect(admin.status).toBe(201);
  const byOther = await api
    .as(admin.body.key)
    .post('/v1/agents')
    .set('idempotency-key', key)
    .send({ ...agent, capacity: 3 });
  expect(byOther.status).toBe(201);
});

test('of many at once one is performed, and all get its answer', async () => {
  const key = randomUUID();
  const before = (await agentIds()).length;
  const answered = () =>
    until('the answer of the one that is performed', async () => {
      const answer = await post('/v1/agents', key, agent);
      // It says so after three seconds, and to ask again.
      return answer.body.code === 'idempotency_in_progress' ? null : answer;
    });
  const all = await Promise.all(Array.from({ length: 8 }, answered));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
  expect(await agentIds()).toHaveLength(before + 1);
});

test('a refusal is not kept', async () => {
  const key = randomUUID();
  const body = { name: 'k', role: 'agent', agentId: 'zoe' };
  expect((await post('/v1/keys', key, body)).status).toBe(422);
  await api.http.post('/v1/agents').send({ id: 'zoe', ...agent });
  expect((await post('/v1/keys', key, body)).status).toBe(201);
});

test('an answer that shows a secret is kept, and cannot be read in the database', async () => {
  const key = randomUUID();
  const first = await post('/v1/keys', key, { name: 'secret', role: 'admin' });
  const second = await post('/v1/keys', key, { name: 'secret', role: 'admin' });
  expect(second.body.key).toBe(first.body.key);
  expect(second.headers['cache-control']).toBe('no-store');
  const stored = JSON.stringify(await answers().find().toArray());
  expect(stored).not.toContain(first.body.key);
  expect(stored).not.toContain('secret');
});

test('when a process died after the effect, the repetition finds what it made', async () => {
  const key = randomUUID();
  const webhook = { url: 'https://93.184.216.34/hook' };
  const firsts = [await post('/v1/agents', key, agent), await post('/v1/webhooks', key, webhook)];
  expect(firsts.map(({ status }) => status)).toEqual([201, 201]);
  // As it is left behind: claimed, and never answered.
  await answers().updateMany(
    {},
    { $set: { answer: null, workedOnUntil: new Date(clock.nowMs + 20_000) } },
  );
  const early = await post('/v1/agents', key, agent);
  expect([early.status, early.body.code]).toEqual([409, 'idempotency_in_progress']);
  expect(early.headers['retry-after']).toBe('1');
  clock.nowMs += 21_000;
  const before = await agentIds();
  const seconds = [await post('/v1/agents', key, agent), await post('/v1/webhooks', key, webhook)];
  expect(seconds.map(({ body }) => body.id)).toEqual(firsts.map(({ body }) => body.id));
  expect(seconds[1]?.body['secret']).toBe(firsts[1]?.body['secret']);
  expect(await agentIds()).toEqual(before);
});

test('after 24 hours the key is free, and what was kept is cleared away', async () => {
  const key = randomUUID();
  const first = await post('/v1/agents', key, agent);
  clock.nowMs += 86_400_000;
  const next = await post('/v1/agents', key, { ...agent, capacity: 3 });
  expect(next.status).toBe(201);
  expect(next.body.id).not.toBe(first.body.id);
  await answers().updateMany({}, { $set: { expiresAt: new Date(0) } });
  const cleared = await clearOldDocuments(api.models);
  expect(cleared.answers).toBeGreaterThan(0);
  expect(await answers().countDocuments()).toBe(0);
});

test.each(['', 'with a space', 'x'.repeat(201)])('the key %j is refused', async (key) => {
  const { status, body } = await post('/v1/agents', key, agent);
  expect(status).toBe(422);
  expect(body.errors[0]?.path).toBe('Idempotency-Key');
});
