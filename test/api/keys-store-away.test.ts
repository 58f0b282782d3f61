/**
 * While the store of keys cannot be reached a key verified within ten minutes may still post customers' messages;
 * everything else is 503. The admin key of the environment needs no store.
 */

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { buildApp } from '../../src/api/app.ts';
import { Keyring } from '../../src/api/callers/keyring.ts';
import { connectModels, modelsOf } from '../../src/store/connection.ts';
import { severableWayTo, type Severable } from '../support/severable.ts';
import { isWanted, until } from '../support/until.ts';
import { keyBearer } from './callers.ts';
import { ADMIN_KEY, callsOnce, runningApi, type Http, type RunningApi } from './running-api.ts';

let api: RunningApi;
let way: Severable;
let connection: Connection;
let calls: (key: string) => Http;
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi();
  const { name, host, port } = api.models.connection;
  way = await severableWayTo(host, port);
  connection = await connectModels(`mongodb://127.0.0.1:${String(way.port)}/${name}`);
});
afterAll(async () => {
  await connection.close();
  await way.close();
  await api.close();
});
beforeEach(async () => {
  way.mend();
  await until('the database answers', () => connection.db?.command({ ping: 1 }).catch(() => null));
  const models = modelsOf(connection);
  const keyring = new Keyring(models, () => nowMs);
  const app = buildApp({ ...api.dependencies, models, keyring, now: () => nowMs });
  calls = (key) => callsOnce(app, key);
});

const post = async (http: Http) => {
  const body = { messageId: 'm-1', customer: { id: 'ada' }, text: 'Hello?' };
  return (await http.post('/v1/channels/web/messages').send(body)).status;
};
const read = async (http: Http) => (await http.get('/v1/sessions')).status;
/** Once the store, which was away a moment ago, is asked again. */
const verified = (http: Http) =>
  until('the key is verified', async () => isWanted(await read(http), 200, [503]));

test('a key verified lately posts customers’ messages for ten minutes, and does nothing else', async () => {
  const { key } = await keyBearer(api, 'integration');
  const http = calls(key);
  await verified(http);
  way.cut();
  nowMs += 5_000;
  expect(await post(http)).toBe(202);
  const refused = await http.get('/v1/sessions');
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
  expect(refused.headers['retry-after']).toBe('2');
  expect((await http.post('/v1/sessions/x/end').send({ by: 'customer' })).status).toBe(503);
  nowMs += 594_999;
  expect(await post(http)).toBe(202);
  nowMs += 1;
  expect(await post(http)).toBe(503);
  way.mend();
  await verified(http);
});

test('a key that was not verified lately, or is a guess, is not accepted', async () => {
  const { key } = await keyBearer(api, 'integration');
  const { key: used } = await keyBearer(api, 'integration');
  await verified(calls(used));
  way.cut();
  nowMs += 5_000;
  expect(await post(calls(key))).toBe(503);
  expect(await post(calls(`${used.slice(0, -4)}AAAA`))).toBe(401);
});

test('a key that was revoked before the store went away stays revoked', async () => {
  const { id, key } = await keyBearer(api, 'integration');
  const http = calls(key);
  await verified(http);
  await api.http.delete(`/v1/keys/${id}`);
  nowMs += 5_000;
  // A store that takes longer than half a second to tell is taken for one that is away.
  await until('the key is refused', async () => isWanted(await post(http), 401, [202]));
  way.cut();
  expect(await post(http)).toBe(503);
});

test('a key that expires meanwhile has expired', async () => {
  const expiresAt = new Date(nowMs + 60_000).toISOString();
  const { key } = await keyBearer(api, 'integration', { expiresAt });
  const http = calls(key);
  await verified(http);
  way.cut();
  nowMs += 59_999;
  expect(await post(http)).toBe(202);
  nowMs += 1;
  expect(await post(http)).toBe(401);
});

test('the admin key of the environment needs no store', async () => {
  way.cut();
  expect(await post(calls(ADMIN_KEY))).toBe(202);
});
