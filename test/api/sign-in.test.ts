/** Signing in with a password, and what the cookie is worth. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectModels, modelsOf } from '../../src/store/connection.ts';
import { callWith, cookieOf, makeUser, PASSWORD, signIn, statusWith, trySignIn } from './people.ts';
import { asking, callsOnce, mongoUriOf, runningApi, type RunningApi } from './running-api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let api: RunningApi;
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs, publicUrl: () => 'http://127.0.0.1:3000' });
});
afterAll(() => api.close());

test('over http on loopback a plain cookie is set, out of the reach of scripts', async () => {
  const { id, email } = await makeUser(api, { name: 'Noor' });
  const answer = await trySignIn(api, email.toUpperCase());
  expect(answer.status).toBe(200);
  const person = { id, email, name: 'Noor', role: 'supervisor', agentId: null, channels: null };
  expect(answer.body).toEqual(person);
  expect(answer.get('set-cookie')).toEqual([
    expect.stringMatching(
      /^sessionkeeper=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  const me = await callWith(api, cookieOf(answer), 'get', '/v1/auth/me');
  expect(me.body).toEqual(person);
});

test('over https the cookie is bound to the host and to https', async () => {
  const secure = await runningApi({ publicUrl: () => 'https://chat.example.com' });
  const { email } = await makeUser(secure);
  const answer = await trySignIn(secure, email);
  expect(answer.get('set-cookie')).toEqual([
    expect.stringMatching(
      /^__Host-sessionkeeper=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    ),
  ]);
  const cookie = cookieOf(answer);
  expect(await statusWith(secure, cookie)).toBe(200);
  expect(await statusWith(secure, cookie.replace('__Host-', ''))).toBe(401);
  await secure.close();
});

test.each([
  ['over http on a network', { publicUrl: () => 'http://chat.example.com' }],
  ['without a secret', { sessionSecret: null }],
])('nobody signs in %s', async (_where, off) => {
  const elsewhere = await runningApi(off);
  const { email } = await makeUser(elsewhere);
  const refused = await trySignIn(elsewhere, email);
  expect([refused.status, refused.body]).toMatchObject([403, { code: 'sign_in_disabled' }]);
  expect(await statusWith(elsewhere, 'sessionkeeper=x; __Host-sessionkeeper=x')).toBe(401);
  await elsewhere.close();
});

test('whatever is wrong, the answer is the same', async () => {
  const known = await makeUser(api);
  const off = await makeUser(api);
  await api.http.patch(`/v1/users/${off.id}`).send({ disabled: true });
  const withoutPassword = await makeUser(api, { password: undefined });
  const answers = [
    await trySignIn(api, known.email, 'a wrong password'),
    await trySignIn(api, known.email, ` ${PASSWORD}`),
    await trySignIn(api, known.email, PASSWORD.toUpperCase()),
    await trySignIn(api, 'nobody@example.com'),
    await trySignIn(api, 'not an address'),
    await trySignIn(api, off.email),
    await trySignIn(api, withoutPassword.email, 'null'),
    await trySignIn(api, withoutPassword.email),
  ];
  const [first] = answers;
  expect(first).toMatchObject({ status: 401, body: { code: 'sign_in_failed' } });
  for (const { status, body, headers } of answers) {
    expect([status, { ...body, requestId: null }]).toEqual([
      401,
      { ...first?.body, requestId: null },
    ]);
    expect(Object.keys(headers)).toEqual(Object.keys(first?.headers ?? {}));
    expect(headers['set-cookie']).toBeUndefined();
  }
});

test.each([
  ['an operator', { $ne: null }],
  ['a list', [PASSWORD]],
  ['nothing', null],
  ['an empty text', ''],
  ['a number', 0],
  ['true', true],
])('%s is no password', async (_what, password) => {
  const { email } = await makeUser(api);
  const refused = await asking(api.app).post('/v1/auth/sign-in').send({ email, password });
  expect([refused.status, refused.get('set-cookie')]).toEqual([422, undefined]);
});

test('a password is the same however its characters are composed', async () => {
  const { email } = await makeUser(api, { password: 'Stra\u00DFe nach K\u00F6ln' });
  expect((await trySignIn(api, email, 'Stra\u00DFe nach Ko\u0308ln')).status).toBe(200);
});

test('a sign-in ends after an hour without use, and use prolongs it', async () => {
  const { email } = await makeUser(api);
  const cookie = await signIn(api, email);
  nowMs += 59 * MINUTE_MS;
  expect(await statusWith(api, cookie)).toBe(200);
  nowMs += 59 * MINUTE_MS;
  expect(await statusWith(api, cookie)).toBe(200);
  nowMs += HOUR_MS;
  expect(await statusWith(api, cookie)).toBe(401);
});

test('a sign-in ends after twelve hours, used or not, and leaves nothing behind', async () => {
  const { id, email } = await makeUser(api);
  const cookie = await signIn(api, email);
  for (let used = 0; used < 23; used += 1) {
    nowMs += 30 * MINUTE_MS;
    expect(await statusWith(api, cookie)).toBe(200);
  }
  nowMs += 30 * MINUTE_MS;
  expect(await statusWith(api, cookie)).toBe(401);
  nowMs += 2 * MINUTE_MS;
  await signIn(api, (await makeUser(api)).email);
  expect(await api.models.signIns.countDocuments({ userId: id })).toBe(0);
});

test('parallel sign-ins all succeed, each with a cookie of its own', async () => {
  const { email } = await makeUser(api);
  const cookies = await Promise.all(Array.from({ length: 20 }, () => signIn(api, email)));
  expect(new Set(cookies).size).toBe(20);
  for (const cookie of cookies) expect(await statusWith(api, cookie)).toBe(200);
});

test('signing in takes up no cookie that was there, and ends the sign-in that it named', async () => {
  const { email } = await makeUser(api);
  const planted = `sessionkeeper=${'A'.repeat(43)}`;
  const first = cookieOf(await trySignIn(api, email, PASSWORD, { cookie: planted }));
  expect(first).not.toBe(planted);
  expect(await statusWith(api, planted)).toBe(401);
  const second = cookieOf(await trySignIn(api, email, PASSWORD, { cookie: first }));
  expect(second).not.toBe(first);
  expect(await statusWith(api, first)).toBe(401);
  expect(await statusWith(api, second)).toBe(200);
});

test('a cookie given twice is none', async () => {
  const { email } = await makeUser(api);
  const cookie = await signIn(api, email);
  expect(await statusWith(api, `${cookie}; sessionkeeper=x`)).toBe(401);
  expect(await statusWith(api, `theme=dark; ${cookie}; lang=en`)).toBe(200);
});

test('signing out ends this sign-in alone, and removes the cookie', async () => {
  const { email } = await makeUser(api);
  const [here, there] = [await signIn(api, email), await signIn(api, email)];
  for (let times = 0; times < 2; times += 1) {
    const out = await callWith(api, here, 'post', '/v1/auth/sign-out');
    expect(out.status).toBe(204);
    expect(out.get('set-cookie')).toEqual([expect.stringMatching(/^sessionkeeper=; .*Max-Age=0;/)]);
  }
  expect(await statusWith(api, here)).toBe(401);
  expect(await statusWith(api, there)).toBe(200);
});

test('what the cookie holds is kept nowhere', async () => {
  const { id, email } = await makeUser(api);
  const [, token] = (await signIn(api, email)).split('=');
  const kept = JSON.stringify(await api.models.signIns.find({ userId: id }).lean());
  expect(kept).toContain(id);
  expect(kept).not.toContain(token);
});

test('a role counts from the next request on', async () => {
  const { id, email } = await makeUser(api, { role: 'admin' });
  await makeUser(api, { role: 'admin' });
  const cookie = await signIn(api, email);
  const list = () => callWith(api, cookie, 'get', '/v1/users');
  expect((await list()).status).toBe(200);
  await api.http.patch(`/v1/users/${id}`).send({ role: 'supervisor' });
  expect((await list()).status).toBe(403);
});

test('with a key no cookie is read, renewed or set', async () => {
  const { id, email } = await makeUser(api);
  const cookie = await signIn(api, email);
  const before = await api.models.signIns.findOne({ userId: id }).lean();
  nowMs += 10 * MINUTE_MS;
  const withKey = await api.http.get('/v1/auth/me').set('cookie', cookie);
  expect(withKey.body).toMatchObject({ id: 'admin-key', role: 'admin', email: null });
  expect(withKey.headers['set-cookie']).toBeUndefined();
  const wrongKey = await api.http
    .get('/v1/auth/me')
    .set('cookie', cookie)
    .set('authorization', 'Bearer sk_wrong');
  expect(wrongKey.status).toBe(401);
  expect(await api.models.signIns.findOne({ userId: id }).lean()).toEqual(before);
});

test('while the database is away nobody is let in, and the answer is 503', async () => {
  const connection = await connectModels(mongoUriOf('away'), { waitMs: 60_000 });
  await connection.close();
  const away = await runningApi({
    models: modelsOf(connection),
    sessionSecret: api.dependencies.sessionSecret,
    publicUrl: api.dependencies.publicUrl,
  });
  const { email } = await makeUser(api);
  const cookie = await signIn(api, email);
  const http = callsOnce(away.app, null);
  expect((await http.get('/v1/auth/me').set('cookie', cookie)).status).toBe(503);
  const card = { email, password: PASSWORD };
  expect((await http.post('/v1/auth/sign-in').send(card)).status).toBe(503);
  await away.close();
});
