/** Signing in at an OpenID provider. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { openIdProvider } from '../../src/api/sign-in/openid-provider.ts';
import { makeUser, statusWith } from './people.ts';
import { CLIENT_ID, CLIENT_SECRET, testProvider, type TestProvider } from './open-id-provider.ts';
import { runningApi, type RunningApi } from './running-api.ts';

const PUBLIC_URL = 'http://127.0.0.1:3000';

let api: RunningApi;
let provider: TestProvider;
let email: string;
let nowMs = Date.now();

const connect = (issuer: string) =>
  openIdProvider({ issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });

beforeAll(async () => {
  provider = await testProvider();
  api = await runningApi({
    publicUrl: () => PUBLIC_URL,
    now: () => nowMs,
    openIdProvider: connect(provider.issuer),
  });
});
afterAll(async () => {
  await api.close();
  await provider.close();
});
beforeEach(async () => {
  ({ email } = await makeUser(api, { password: undefined }));
  provider.says = { email: email.toUpperCase(), email_verified: true };
});
afterEach(() => {
  Object.assign(provider, { says: {}, signs: 'well', status: 200 });
});

interface Left {
  /** Where the browser was sent. */
  to: URL;
  cookie: string;
}

async function leave(): Promise<Left> {
  const answer = await supertest(api.app).get('/v1/auth/oidc');
  expect(answer.status).toBe(302);
  const [cookie = ''] = answer.get('set-cookie') ?? [];
  return { to: new URL(answer.get('location') ?? ''), cookie: cookie.split(';')[0] ?? '' };
}

const comeBack = (to: URL, cookie: string) =>
  supertest(api.app).get(`${to.pathname}${to.search}`).set('cookie', cookie);

const refusal = { status: 401, body: { code: 'sign_in_failed' } };

test('a user whose address the provider has verified is signed in, with the cookie of all others', async () => {
  const { to, cookie } = await leave();
  expect(to.origin).toBe(provider.issuer);
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: `${PUBLIC_URL}/v1/auth/oidc/callback`,
    code_challenge_method: 'S256',
  });
  const answer = await comeBack(provider.visit(to.href), cookie);
  expect([answer.status, answer.get('location')]).toEqual([302, '/']);
  const [begun = '', removed] = answer.get('set-cookie') ?? [];
  expect(begun).toMatch(/^sessionkeeper=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
  expect(removed).toMatch(/^sessionkeeper-oidc=; Path=\/; Max-Age=0;/);
  expect(await statusWith(api, begun.split(';')[0]!)).toBe(200);
});

test('state, nonce and verifier are not to be read from the cookie', async () => {
  const { to, cookie } = await leave();
  const { state, nonce } = Object.fromEntries(to.searchParams);
  expect(cookie).not.toContain(state);
  expect(cookie).not.toContain(nonce);
});

test.each([
  ['an address that is not verified', { email_verified: false }],
  ['an address that is verified in a text', { email_verified: 'true' }],
  ['no word about the address', { email_verified: undefined }],
  ['no address', { email: undefined }],
  ['an address that nobody here has', { email: 'nobody@example.com' }],
  ['another nonce', { nonce: 'another one' }],
  ['no nonce', { nonce: undefined }],
  ['another issuer', { iss: 'http://127.0.0.1:1' }],
  ['another audience', { aud: 'another client' }],
  ['a token of yesterday', { iat: 1_700_000_000, exp: 1_700_000_060 }],
])('%s signs nobody in', async (_what, says) => {
  Object.assign(provider.says, says);
  const { to, cookie } = await leave();
  const answer = await comeBack(provider.visit(to.href), cookie);
  expect(answer).toMatchObject(refusal);
  expect(answer.get('set-cookie')).toBeUndefined();
});

test.each(['not at all', 'with another key'] as const)(
  'a token that is signed %s signs nobody in',
  async (signs) => {
    provider.signs = signs;
    const { to, cookie } = await leave();
    expect(await comeBack(provider.visit(to.href), cookie)).toMatchObject(refusal);
  },
);

test('another state signs nobody in, and neither does the way of another browser', async () => {
  const [mine, other] = [await leave(), await leave()];
  const back = provider.visit(mine.to.href);
  expect(await comeBack(back, other.cookie)).toMatchObject(refusal);
  expect(await comeBack(back, '')).toMatchObject(refusal);
  expect(await comeBack(back, 'sessionkeeper-oidc=v1.made.up')).toMatchObject(refusal);
  back.searchParams.set('state', 'another one');
  expect(await comeBack(back, mine.cookie)).toMatchObject(refusal);
});

test('a code is good once, and a way back for ten minutes', async () => {
  const { to, cookie } = await leave();
  const back = provider.visit(to.href);
  expect((await comeBack(back, cookie)).status).toBe(302);
  expect(await comeBack(back, cookie)).toMatchObject(refusal);
  const late = await leave();
  nowMs += 600_000;
  expect(await comeBack(provider.visit(late.to.href), late.cookie)).toMatchObject(refusal);
});

test('who is switched off, or refused there, is not signed in', async () => {
  await api.models.users.updateOne({ email }, { disabled: true });
  const { to, cookie } = await leave();
  expect(await comeBack(provider.visit(to.href), cookie)).toMatchObject(refusal);
  const back = new URL(`${PUBLIC_URL}/v1/auth/oidc/callback?error=access_denied`);
  back.searchParams.set('state', to.searchParams.get('state') ?? '');
  expect(await comeBack(back, cookie)).toMatchObject(refusal);
});

test('a provider that is away, or fails, is 503', async () => {
  const { to, cookie } = await leave();
  provider.status = 500;
  const failed = await comeBack(provider.visit(to.href), cookie);
  expect([failed.status, failed.get('retry-after')]).toEqual([503, '5']);
  const nowhere = await runningApi({ openIdProvider: connect('http://127.0.0.1:1') });
  expect((await supertest(nowhere.app).get('/v1/auth/oidc')).status).toBe(503);
  await nowhere.close();
});

test('without a provider nobody signs in there', async () => {
  const without = await runningApi();
  for (const path of ['/v1/auth/oidc', '/v1/auth/oidc/callback?code=x']) {
    const answer = await supertest(without.app).get(path);
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'sign_in_disabled' }]);
  }
  await without.close();
});
