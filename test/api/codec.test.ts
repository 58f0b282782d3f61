import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { payloadCodec } from '../../src/client/payload-codec.ts';
import { makeUser, signIn } from './people.ts';
import { asking, runningApi, type RunningApi } from './running-api.ts';

const UI = 'http://127.0.0.1:8233';

let api: RunningApi;
let plain: RunningApi;

beforeAll(async () => {
  const codec = payloadCodec([{ id: '2026-01', key: randomBytes(32) }]);
  api = await runningApi({ codec, temporalUiUrl: `${UI}/somewhere` });
  plain = await runningApi();
});
afterAll(async () => {
  await api.close();
  await plain.close();
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const clear = {
  metadata: { encoding: base64('json/plain') },
  data: base64('{"text":"Where is order 2041?"}'),
};

const ask = async ({ http }: RunningApi, direction: string, payloads: unknown) =>
  http.post(`/v1/codec/${direction}`).set('X-Namespace', 'default').send({ payloads });

test('what is encoded is encrypted, and decodes to what it was', async () => {
  const encoded = await ask(api, 'encode', [clear]);
  expect(encoded.status).toBe(200);
  const { payloads } = encoded.body as unknown as { payloads: (typeof clear)[] };
  expect(payloads[0]!.metadata).toEqual({
    encoding: base64('binary/encrypted'),
    'encryption-key-id': base64('2026-01'),
  });
  const decoded = await ask(api, 'decode', payloads);
  expect(decoded.body).toEqual({ payloads: [clear] });
});

test('what is not encrypted, or under a key that is not there, comes back as it is', async () => {
  const foreign = { metadata: { encoding: base64('binary/encrypted') }, data: base64('zz') };
  const decoded = await ask(api, 'decode', [clear, foreign, clear]);
  expect(decoded.body).toEqual({ payloads: [clear, foreign, clear] });
});

test('without a key everything comes back as it is', async () => {
  for (const direction of ['encode', 'decode']) {
    expect((await ask(plain, direction, [clear])).body).toEqual({ payloads: [clear] });
  }
});

test('a payload without metadata or data is one all the same', async () => {
  const encoded = await ask(api, 'encode', [{}]);
  const { payloads } = encoded.body as unknown as { payloads: unknown[] };
  const decoded = await ask(api, 'decode', payloads);
  expect(decoded.body).toEqual({ payloads: [{ metadata: {}, data: '' }] });
});

test('the largest payload that Temporal takes is decoded, and a body beyond 4 MiB is not read', async () => {
  const large = { metadata: clear.metadata, data: base64('x'.repeat(2 * 1024 * 1024)) };
  expect((await ask(plain, 'decode', [large])).status).toBe(200);
  const refused = await ask(plain, 'decode', [large, large]);
  expect([refused.status, refused.body.code]).toEqual([413, 'body_too_large']);
});

test.each([
  ['no payloads', {}, 'payloads'],
  ['data that is no base64', { payloads: [{ data: 'a b' }] }, 'payloads.0.data'],
  [
    'metadata that is no base64',
    { payloads: [{ metadata: { encoding: '?' } }] },
    'payloads.0.metadata.encoding',
  ],
  ['a field that is not listed', { payloads: [{ text: 'x' }] }, 'payloads.0.text'],
])('%s is refused', async (_what, body, path) => {
  const { status, body: problem } = await api.http.post('/v1/codec/decode').send(body);
  expect([status, problem.errors[0]!.path]).toEqual([422, path]);
});

describe('from a browser', () => {
  test('pages of the Temporal UI may call, with the cookie', async () => {
    const { status, headers } = await api.http
      .post('/v1/codec/decode')
      .set('Origin', UI)
      .send({ payloads: [] });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
    });
  });

  test.each([
    ['an admin who is signed in', 'admin', UI, 200],
    ['a supervisor', 'supervisor', UI, 403],
    ['an admin on a page of elsewhere', 'admin', 'http://127.0.0.1:8234', 403],
  ])('%s: %s from %s is answered %i', async (_who, role, origin, expected) => {
    const { email } = await makeUser(api, { role });
    const { status } = await asking(api.app)
      .post('/v1/codec/decode')
      .set({ cookie: await signIn(api, email), origin, 'sec-fetch-site': 'same-site' })
      .send({ payloads: [clear] });
    expect(status).toBe(expected);
  });

  const preflight = async (origin: string, path = '/v1/codec/decode') =>
    api.http.options(path).set('Origin', origin).set('Access-Control-Request-Method', 'POST');

  test('their preflight needs no credential and says what they may send', async () => {
    const { status, headers } = await preflight(UI);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type,X-Namespace,Authorization,Authorization-Extras',
    });
  });

  test.each(['http://localhost:8233', 'http://127.0.0.1:8234', 'https://127.0.0.1:8233', 'null'])(
    'pages of %s may not',
    async (origin) => {
      const { headers } = await preflight(origin);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      const { headers: answered } = await api.http
        .post('/v1/codec/decode')
        .set('Origin', origin)
        .send({ payloads: [] });
      expect(answered['access-control-allow-origin']).toBeUndefined();
    },
  );

  test('they may call nothing else', async () => {
    const { headers } = await preflight(UI, '/v1/sessions');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

test('who is not an admin is not told anything', async () => {
  const { status, body } = await api.http
    .post('/v1/codec/decode')
    .set('authorization', `Bearer sk_${'b'.repeat(32)}`)
    .send({ payloads: [clear] });
  expect([status, body.code]).toEqual([401, 'unauthenticated']);
});
