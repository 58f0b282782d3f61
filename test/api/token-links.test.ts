import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { runningApi, PUBLIC_URL, type RunningApi } from './running-api.ts';
import { conversation, seedSessions } from './seeded-sessions.ts';

const MINUTE_MS = 60_000;

let api: RunningApi;
let ids: string[];
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
});
beforeEach(async () => {
  const { sessions, tokenLinks, settings } = api.models;
  for (const model of [sessions, tokenLinks, settings]) await model.collection.deleteMany({});
  ids = await seedSessions(api);
});
afterAll(() => api.close());

interface Issued {
  url: string;
  token: string;
  status: string;
  issuedAt: string;
  expiresAt: string | null;
}

const place = (n: number): string => `/v1/sessions/${ids[n]!}/token-link`;
const issue = async (n: number): Promise<Issued> => {
  const { status, body } = await api.http.post(place(n));
  expect(status).toBe(201);
  return body as unknown as Issued;
};
const shown = async (n: number): Promise<unknown> =>
  (await api.http.get(`/v1/sessions/${ids[n]!}`)).body['token'];
const expireAfter = async (minutes: number): Promise<void> => {
  const body = { tokenLink: { expirationMinutes: minutes } };
  await api.http.put('/v1/settings/channels/web').send(body);
};
const found = async (query: string): Promise<number[]> => {
  const { status, body } = await api.http.get(`/v1/sessions?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body.items.map(({ id }) => ids.indexOf(id));
};

test('a link is issued, and shown with its session to those who may see it', async () => {
  const link = await issue(0);
  expect(link).toEqual({
    url: `${PUBLIC_URL}/join/${link.token}`,
    token: expect.stringMatching(/^[\w-]{32}$/),
    status: 'active',
    issuedAt: new Date(nowMs).toISOString(),
    expiresAt: null,
  });
  expect(await shown(0)).toEqual({ url: link.url, status: 'active', expiresAt: null });
  const { body } = await api.http.get(`/v1/sessions?sessionId=${ids[0]!}`);
  expect(body.items).toMatchObject([{ token: { url: link.url, status: 'active' } }]);
});

test('tokens have 192 random bits and never repeat', async () => {
  const tokens = new Set<string>();
  for (let count = 0; count < 20; count += 1) tokens.add((await issue(count % 2)).token);
  expect(tokens.size).toBe(20);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(24);
});

test('nothing in the database is the token, or its plain hash', async () => {
  const { token } = await issue(0);
  const kept = JSON.stringify([
    await api.models.tokenLinks.find().lean(),
    await api.models.sessions.find().lean(),
  ]);
  expect(kept).not.toContain(token);
  const { createHash } = await import('node:crypto');
  for (const encoding of ['hex', 'base64url', 'base64'] as const) {
    expect(kept).not.toContain(createHash('sha256').update(token).digest(encoding));
  }
});

test('revoking again, and where there is no link, changes nothing', async () => {
  expect((await api.http.delete(place(0))).status).toBe(204);
  expect(await shown(0)).toBeNull();
  await issue(0);
  for (let times = 0; times < 2; times += 1) {
    expect((await api.http.delete(place(0))).status).toBe(204);
    expect(await shown(0)).toMatchObject({ status: 'revoked' });
  }
});

test('a link expires at its instant, without anybody doing anything', async () => {
  await expireAfter(10);
  const { expiresAt } = await issue(0);
  expect(expiresAt).toBe(new Date(nowMs + 10 * MINUTE_MS).toISOString());
  nowMs += 10 * MINUTE_MS - 1;
  expect(await shown(0)).toMatchObject({ status: 'active' });
  expect(await found('tokenStatus=active')).toEqual([0]);
  nowMs += 1;
  expect(await shown(0)).toMatchObject({ status: 'expired', expiresAt });
  expect(await found('tokenStatus=expired')).toEqual([0]);
  expect(await found('tokenStatus=active')).toEqual([]);
});

test('revoked counts more than expired', async () => {
  await expireAfter(1);
  await issue(0);
  await api.http.delete(place(0));
  nowMs += 2 * MINUTE_MS;
  expect(await shown(0)).toMatchObject({ status: 'revoked' });
});

test('changed settings touch only links issued later', async () => {
  const { url } = await issue(0);
  await expireAfter(5);
  expect(await shown(0)).toEqual({ url, status: 'active', expiresAt: null });
  expect((await issue(6)).expiresAt).toBe(new Date(nowMs + 5 * MINUTE_MS).toISOString());
});

test('a new link revokes the old one', async () => {
  const first = await issue(0);
  const second = await issue(0);
  expect(await shown(0)).toMatchObject({ url: second.url, status: 'active' });
  expect((await api.http.get(`/v1/join/${first.token}/messages`)).status).toBe(410);
  expect((await api.http.get(`/v1/join/${second.token}/messages`)).status).toBe(200);
});

test('of links issued at once one is left', async () => {
  const links = await Promise.all(Array.from({ length: 10 }, () => issue(0)));
  const statuses = await Promise.all(
    links.map(async ({ token }) => (await api.http.get(`/v1/join/${token}/messages`)).status),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 410)).toHaveLength(9);
});

test('a link is that of the conversation, and shown by its latest session alone', async () => {
  await api.models.sessions.updateOne(
    { _id: ids[3]! },
    { $set: { conversationId: conversation(2) } },
  );
  const { url } = await issue(2);
  expect(await shown(2)).toBeNull();
  expect(await shown(3)).toMatchObject({ url });
  expect(await found('tokenStatus=active')).toEqual([3]);
});

test('there is no link of a session that there never was', async () => {
  const nowhere = '/v1/sessions/00000000000000000099-01k9z3v7q2m4n6p8r0s1t5w9x2/token-link';
  expect((await api.http.post(nowhere)).status).toBe(404);
  expect((await api.http.delete(nowhere)).status).toBe(404);
});

test('a link is found by its address, by its token, and after it was replaced', async () => {
  const first = await issue(0);
  await issue(6);
  const second = await issue(0);
  for (const link of [second.url, second.token, `${second.url}/`, first.url]) {
    expect(await found(`tokenLink=${encodeURIComponent(link)}`)).toEqual([0]);
  }
  for (const link of ['x', 'A'.repeat(32), second.token.toUpperCase(), second.token.slice(1)]) {
    expect(await found(`tokenLink=${encodeURIComponent(link)}`)).toEqual([]);
  }
});

test('a search misses no change of a link whose writer died before it could mark the session', async () => {
  await issue(0);
  await api.models.tokenLinks.updateOne(
    { _id: conversation(0) },
    { $set: { revokedAt: new Date(nowMs), unmarked: true }, $inc: { revision: 1 } },
  );
  expect(await found('tokenStatus=active')).toEqual([]);
  expect(await found('tokenStatus=revoked')).toEqual([0]);
});
