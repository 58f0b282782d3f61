/** API keys: made, used, listed, revoked. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { buildApp } from '../../src/api/app.ts';
import { Keyring } from '../../src/api/callers/keyring.ts';
import { until } from '../support/until.ts';
import { keyBearer } from './callers.ts';
import { callsWith, runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya' });
});
afterAll(() => api.close());

const whether = async (http: RunningApi['http']) => (await http.get('/v1/sessions')).status;

test('a key is shown once, works, and is kept only as a hash', async () => {
  const made = await api.http.post('/v1/keys').send({ name: 'Bridge', role: 'integration' });
  expect(made.status).toBe(201);
  expect(made.headers['cache-control']).toBe('no-store');
  const { id, key } = made.body;
  expect(key).toMatch(/^sk_[0-9a-z]{26}_[\w-]{43}$/);

  const listed = await api.http.get('/v1/keys');
  expect(listed.body.items[0]).toEqual({
    id,
    name: 'Bridge',
    role: 'integration',
    agentId: null,
    channels: null,
    prefix: key.slice(0, 29),
    createdAt: new Date(nowMs).toISOString(),
    createdBy: 'admin-key',
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
  });
  const [saved] = await api.models.keys.find({ _id: id }).lean();
  expect(JSON.stringify(saved)).not.toContain(key.slice(30));
  expect(await whether(api.as(key))).toBe(200);
  expect(saved?.digest).toBe(createHash('sha256').update(key).digest('base64url'));
});

test('a key with another secret, or of nobody, is no key', async () => {
  const { key } = await keyBearer(api, 'integration');
  const last = key.at(-1) === 'A' ? 'B' : 'A';
  const others = [`${key.slice(0, -1)}${last}`, `sk_${'0'.repeat(26)}${key.slice(29)}`, `${key}A`];
  for (const other of others) expect(await whether(api.as(other))).toBe(401);
  expect(await whether(api.as(key))).toBe(200);
  for (const other of others) expect(await whether(api.as(other))).toBe(401);
});

test('its last use is noted once a minute', async () => {
  const { id, http } = await keyBearer(api, 'integration');
  const used = async () => (await api.models.keys.findById(id).lean())?.lastUsedAt?.getTime();
  await whether(http);
  const first = nowMs;
  await until('the first use is saved', async () => (await used()) === first);
  nowMs += 59_000;
  await whether(http);
  nowMs += 1_001;
  await whether(http);
  const second = nowMs;
  const seen = await until('a later use is saved', async () => {
    const at = await used();
    return at === first ? null : at;
  });
  expect(seen).toBe(second);
});

test('it ends when it expires', async () => {
  const expiresAt = new Date(nowMs + 10_000).toISOString();
  const { http } = await keyBearer(api, 'integration', { expiresAt });
  nowMs += 9_999;
  expect(await whether(http)).toBe(200);
  nowMs += 1;
  expect(await whether(http)).toBe(401);
});

describe('a revoked key', () => {
  test('is refused at once, and revoking it again changes nothing', async () => {
    const { id, http } = await keyBearer(api, 'supervisor');
    expect(await whether(http)).toBe(200);
    expect((await api.http.delete(`/v1/keys/${id}`)).status).toBe(204);
    expect(await whether(http)).toBe(401);
    nowMs += 1_000;
    expect((await api.http.delete(`/v1/keys/${id}`)).status).toBe(204);
    expect((await api.models.keys.findById(id).lean())?.revokedAt?.getTime()).toBe(nowMs - 1_000);
    expect((await api.http.delete('/v1/keys/k_nobody')).status).toBe(404);
  });

  test('is refused on every other replica within five seconds', async () => {
    const { id, key } = await keyBearer(api, 'supervisor');
    const keyring = new Keyring(api.models, () => nowMs);
    const replica = callsWith(buildApp({ ...api.dependencies, keyring }), key);
    expect(await whether(replica)).toBe(200);
    await api.http.delete(`/v1/keys/${id}`);
    nowMs += 3_000;
    expect(await whether(replica)).toBe(401);
  });
});

test('an agent’s keys end with the agent, also when there is one of this ID again', async () => {
  await api.http.post('/v1/agents').send({ id: 'noor', name: 'Noor' });
  const { http } = await keyBearer(api, 'agent', { agentId: 'noor' });
  expect(await whether(http)).toBe(200);
  await api.http.delete('/v1/agents/noor');
  expect(await whether(http)).toBe(401);
  await api.http.post('/v1/agents').send({ id: 'noor', name: 'Another Noor' });
  expect(await whether(http)).toBe(401);
});

test.each<[string, object, string, string]>([
  ['an agent’s key without its agent', { role: 'agent' }, 'agentId', 'required'],
  ['an integration that is an agent', { agentId: 'maya' }, 'agentId', 'not_allowed'],
  ['an admin of some channels', { role: 'admin', channels: ['web'] }, 'channels', 'not_allowed'],
  ['no channel at all', { channels: [] }, 'channels', 'too_short'],
  ['no name', { name: '' }, 'name', 'too_short'],
  ['another role', { role: 'owner' }, 'role', 'not_allowed'],
  ['the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt', 'too_small'],
  ['a key of its own choice', { key: 'sk_mine' }, 'key', 'unknown_field'],
])('%s is refused', async (_what, changes, path, code) => {
  const body = { name: 'Bridge', role: 'integration', ...changes };
  const answer = await api.http.post('/v1/keys').send(body);
  expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed']);
  expect(answer.body.errors).toContainEqual({ path, code, message: expect.any(String) });
});

test('a key of an agent who does not exist is refused', async () => {
  const body = { name: 'Ghost', role: 'agent', agentId: 'ghost' };
  const answer = await api.http.post('/v1/keys').send(body);
  expect([answer.status, answer.body.code]).toEqual([422, 'unknown_agent']);
});
