/** Limits of rate: of a credential, of an address without one, of a conversation. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newSessionId } from '../../src/client/identity.ts';
import { buildApp } from '../../src/api/app.ts';
import { Rates } from '../../src/api/callers/rates.ts';
import { keyBearer } from './callers.ts';
import { callsWith, runningApi, type Http, type RunningApi } from './running-api.ts';

let api: RunningApi;
let nowMs = Date.now();
let as: (key: string | null) => Http;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());
beforeEach(() => {
  as = replica();
});

const SETTINGS = {
  key: { perSecond: 10, burst: 100 },
  address: { perSecond: 2, burst: 20 },
  conversation: { perSecond: 1, burst: 5 },
};

/** Counts for itself. */
function replica(trustedProxies: string[] = []): (key: string | null) => Http {
  const rates = new Rates(SETTINGS, () => nowMs);
  const app = buildApp({ ...api.dependencies, rates, trustedProxies });
  return (key) => callsWith(app, key);
}

/** So many at once at most: more than that wait for a connection to the database, which is not what is tested. */
const AT_ONCE = 20;

const times = async (count: number, ask: () => PromiseLike<{ status: number }>) => {
  const statuses: number[] = [];
  while (statuses.length < count) {
    const length = Math.min(AT_ONCE, count - statuses.length);
    const answers = await Promise.all(Array.from({ length }, ask));
    statuses.push(...answers.map(({ status }) => status));
  }
  return statuses;
};
const tally = (statuses: number[]) =>
  Object.fromEntries(
    [...new Set(statuses)].map((status) => [status, statuses.filter((s) => s === status).length]),
  );

describe('a credential', () => {
  test('has a burst, then its rate, and is told where it stands', async () => {
    const { http, key } = await keyBearer(api, 'supervisor');
    const { headers } = await as(key).get('/v1/agents');
    expect(headers['ratelimit-policy']).toBe('"key";q=100;w=10');
    expect(headers['ratelimit']).toBe('"key";r=99;t=1');
    expect(tally(await times(110, () => as(key).get('/v1/agents')))).toEqual({ 200: 99, 429: 11 });
    const { status, body, headers: refused } = await as(key).get('/v1/agents');
    expect([status, body.code, refused['retry-after']]).toEqual([429, 'rate_limited', '1']);
    expect(refused['ratelimit']).toBe('"key";r=0;t=10');
    nowMs += 1_000;
    expect(tally(await times(12, () => as(key).get('/v1/agents')))).toEqual({ 200: 10, 429: 2 });
    expect((await http.get('/v1/agents')).status).toBe(200);
  });

  test('is not slowed by what others do, from the same address or without one', async () => {
    const { key } = await keyBearer(api, 'supervisor');
    const { key: busy } = await keyBearer(api, 'supervisor');
    await as(key).get('/v1/agents');
    await times(110, () => as(busy).get('/v1/agents'));
    await times(30, () => as('sk_nobody').get('/v1/agents'));
    expect((await as(key).get('/v1/agents')).status).toBe(200);
  });

  test('that may not do something is counted all the same', async () => {
    const { key } = await keyBearer(api, 'supervisor');
    expect(tally(await times(110, () => as(key).get('/v1/keys')))).toEqual({ 403: 100, 429: 10 });
  });
});

describe('an address without a credential', () => {
  test('has a burst of tries, then its rate', async () => {
    const guess = () => as('sk_nobody').get('/v1/agents');
    expect(tally(await times(25, guess))).toEqual({ 401: 20, 429: 5 });
    const { headers } = await guess();
    expect(headers['ratelimit-policy']).toBe('"address";q=20;w=10');
    nowMs += 1_000;
    expect(tally(await times(5, guess))).toEqual({ 401: 2, 429: 3 });
  });

  test('and on public calls', async () => {
    expect(tally(await times(25, () => as(null).get('/healthz')))).toEqual({ 200: 20, 429: 5 });
  });

  test('once spent, the store of keys is not asked for unknown ones', async () => {
    const { key } = await keyBearer(api, 'supervisor');
    await times(25, () => as('sk_nobody').get('/v1/agents'));
    const { status, body } = await as(key).get('/v1/agents');
    expect([status, body.code]).toEqual([429, 'rate_limited']);
  });

  test('gains nothing by an X-Forwarded-For of its own', async () => {
    let n = 0;
    const guess = () => {
      n += 1;
      return as('sk_nobody')
        .get('/v1/agents')
        .set('X-Forwarded-For', `198.51.100.${String(n)}`);
    };
    expect(tally(await times(25, guess))).toEqual({ 401: 20, 429: 5 });
  });

  test('is believed of a proxy that is trusted, and of that proxy alone', async () => {
    const behind = replica(['127.0.0.0/8']);
    const guess = (from: string) => () =>
      behind('sk_nobody').get('/v1/agents').set('X-Forwarded-For', from);
    expect(tally(await times(25, guess('198.51.100.1')))).toEqual({ 401: 20, 429: 5 });
    expect(tally(await times(5, guess('198.51.100.2')))).toEqual({ 401: 5 });
    // What the client wrote before the proxy added the client's own address.
    expect(tally(await times(5, guess('203.0.113.9, 198.51.100.1')))).toEqual({ 429: 5 });
  });
});

test('ten thousand random IDs: 404 or 429 only, and few of them 404', async () => {
  const { key } = await keyBearer(api, 'supervisor');
  const guess = () => as(key).get(`/v1/sessions/${newSessionId('0'.repeat(20), nowMs)}`);
  const counts = tally(await times(10_000, guess));
  expect(Object.keys(counts)).toEqual(['404', '429']);
  // Ten misses spend the burst; what was under way with them may be a miss too.
  expect(counts['404']).toBeLessThanOrEqual(30);
}, 300_000);

test('a conversation takes a burst of messages, then its rate; other conversations are not held up', async () => {
  const { key } = await keyBearer(api, 'integration');
  let n = 0;
  const post = (customer: string) => () => {
    n += 1;
    const body = { messageId: `m-${String(n)}`, customer: { id: customer }, text: 'Hello?' };
    return as(key).post('/v1/channels/web/messages').send(body);
  };
  expect(tally(await times(8, post('ada')))).toEqual({ 202: 5, 429: 3 });
  expect(tally(await times(1, post('grace')))).toEqual({ 202: 1 });
  nowMs += 2_000;
  expect(tally(await times(3, post('ada')))).toEqual({ 202: 2, 429: 1 });
});
