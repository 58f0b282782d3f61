/** A cookie travels with requests that other sites make: those change nothing. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeUser, PASSWORD, signIn, statusWith, trySignIn } from './people.ts';
import { asking, runningApi, type RunningApi } from './running-api.ts';

const PUBLIC_URL = 'https://chat.example.com';

let api: RunningApi;
let email: string;
let cookie: string;

beforeAll(async () => {
  api = await runningApi({
    publicUrl: () => PUBLIC_URL,
    corsOrigins: ['https://desk.example.com'],
  });
  ({ email } = await makeUser(api, { role: 'admin' }));
  cookie = await signIn(api, email);
});
afterAll(() => api.close());

type Headers = Record<string, string>;

const makeAgent = (headers: Headers) =>
  asking(api.app)
    .post('/v1/agents')
    .set('cookie', cookie)
    .set(headers)
    .send(JSON.stringify({ name: 'Maya' }));

const JSON_TYPE = { 'content-type': 'application/json' };

const OWN: [string, Headers][] = [
  ['a page of this address', { 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL }],
  ['a listed one', { 'sec-fetch-site': 'same-site', origin: 'https://desk.example.com' }],
  ['the person itself', { 'sec-fetch-site': 'none' }],
  ['an old browser on the public address', { origin: PUBLIC_URL }],
  [
    'an old browser on the address it asks',
    { host: '10.0.0.7:3000', origin: 'http://10.0.0.7:3000' },
  ],
];

const FOREIGN: [string, Headers][] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a neighbour', { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' }],
  ['another site, without its name', { 'sec-fetch-site': 'cross-site' }],
  ['another site in an old browser', { origin: 'https://evil.example' }],
  ['a sandboxed page', { origin: 'null' }],
  ['this address without https', { origin: 'http://chat.example.com' }],
  ['an address that begins alike', { origin: `${PUBLIC_URL}.evil.example` }],
  ['another port', { origin: `${PUBLIC_URL}:8443` }],
  [
    'another site that claims to be this one',
    { 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL },
  ],
];

test.each(OWN)('%s may change something', async (_who, headers) => {
  expect((await makeAgent({ ...JSON_TYPE, ...headers })).status).toBe(201);
});

test.each([...FOREIGN, ['somebody who does not say', {}] as [string, Headers]])(
  '%s may not',
  async (_who, headers) => {
    const refused = await makeAgent({ ...JSON_TYPE, ...headers });
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'cross_origin' }]);
  },
);

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'a body of %s is refused, wherever it comes from',
  async (type) => {
    const before = await api.models.agents.countDocuments();
    const foreign = await makeAgent({ 'content-type': type, 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    const own = await makeAgent({ 'content-type': type, 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(415);
    const signsIn = await asking(api.app)
      .post('/v1/auth/sign-in')
      .set('content-type', type)
      .send(JSON.stringify({ email, password: PASSWORD }));
    expect([signsIn.status, signsIn.get('set-cookie')]).toEqual([415, undefined]);
    expect(await api.models.agents.countDocuments()).toBe(before);
  },
);

test.each(FOREIGN)('%s may not sign anybody in or out', async (_who, headers) => {
  const signsIn = await trySignIn(api, email, PASSWORD, headers);
  expect([signsIn.status, signsIn.get('set-cookie')]).toEqual([403, undefined]);
  const out = asking(api.app).post('/v1/auth/sign-out').set('cookie', cookie).set(headers);
  expect((await out).status).toBe(403);
  expect(await statusWith(api, cookie)).toBe(200);
});

test('a program that is no browser may sign in and out', async () => {
  const mine = await signIn(api, email);
  const out = await asking(api.app).post('/v1/auth/sign-out').set('cookie', mine);
  expect(out.status).toBe(204);
});

test('with a key the origin does not matter', async () => {
  const made = await api.http
    .post('/v1/agents')
    .set('origin', 'https://evil.example')
    .set('sec-fetch-site', 'cross-site')
    .send({ name: 'Maya' });
  expect(made.status).toBe(201);
});
