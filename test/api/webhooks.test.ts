/** Endpoints are administered, and nothing may be sent to private addresses through them. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deliveryId, type DeliveryDocument } from '../../src/store/webhooks/delivery-schema.ts';
import { raw } from '../../src/store/raw.ts';
import { networks } from '../../src/outgoing/address.ts';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;
let nowMs = Date.now();

const NAMES: Record<string, string> = {
  'hooks.example.com': '93.184.215.14',
  'inside.example.com': '10.1.2.3',
};

beforeAll(async () => {
  api = await runningApi({
    now: () => nowMs,
    reach: {
      allowed: networks(['10.99.0.0/16']),
      resolve: (name) =>
        name in NAMES
          ? Promise.resolve([{ address: NAMES[name] ?? '', family: 4 }])
          : Promise.reject(new Error('ENOTFOUND')),
    },
  });
});
afterAll(() => api.close());

const url = 'https://hooks.example.com/in';
const LONG = `https://hooks.example.com/${'a'.repeat(2_048)}`;
const make = (body: object) => api.http.post('/v1/webhooks').send(body);

async function made(body: object = {}): Promise<string> {
  const { status, body: answered } = await make({ url, ...body });
  expect(status).toBe(201);
  return answered.id;
}

test('a webhook is made with a secret of 32 random bytes, which is shown once', async () => {
  const first = await make({ url, eventTypes: ['message.outbound'], channels: ['web'] });
  expect(first.status).toBe(201);
  const { id, secret, ...rest } = first.body;
  expect(first.headers['location']).toBe(`/v1/webhooks/${id}`);
  expect(Buffer.from(String(secret).replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
  expect(rest).toEqual({
    url,
    eventTypes: ['message.outbound'],
    channels: ['web'],
    enabled: true,
    offReason: null,
    lastAcceptedAt: null,
    previousSecretExpiresAt: null,
    createdAt: new Date(nowMs).toISOString(),
  });
  const read = await api.http.get(`/v1/webhooks/${id}`);
  expect(read.body).toEqual({ id, ...rest });
  const kept = await raw(api.models.webhooks).findOne({ _id: id });
  expect(JSON.stringify(kept)).not.toContain(String(secret).slice(6));
});

test.each([
  ['http://127.0.0.1/', 'private_address'],
  ['http://2130706433/', 'private_address'],
  ['http://0x7f.1/', 'private_address'],
  ['http://0177.0.0.1/', 'private_address'],
  ['http://127.1/', 'private_address'],
  ['http://[::1]/', 'private_address'],
  ['http://[::ffff:10.0.0.1]/', 'private_address'],
  ['https://inside.example.com/', 'private_address'],
  ['https://nowhere.example.com/', 'unresolvable_host'],
  ['https://hooks.example.com:9200/', 'forbidden_port'],
  ['https://user:pass@hooks.example.com/', 'forbidden_credentials'],
  ['ftp://hooks.example.com/', 'forbidden_scheme'],
  ['hooks.example.com', 'invalid_format'],
  ['', 'too_short'],
])('%s is refused when a webhook is made and when it is edited', async (refused, code) => {
  const id = await made();
  const answers = [
    await make({ url: refused }),
    await api.http.patch(`/v1/webhooks/${id}`).send({ url: refused }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path: 'url', code }]);
  }
  expect((await api.http.get(`/v1/webhooks/${id}`)).body).toMatchObject({ url });
});

test('an address has 2,048 characters at most', async () => {
  const { body } = await make({ url: LONG });
  expect(body.errors).toMatchObject([{ path: 'url', code: 'too_long' }]);
});

test('a private network that is listed may be used, on any port', async () => {
  expect((await make({ url: 'http://10.99.0.1:9000/' })).status).toBe(201);
  expect((await make({ url: 'http://10.98.0.1:9000/' })).status).toBe(422);
});

test('only fields and event types that there are are taken', async () => {
  const refused = await make({ url, eventTypes: ['session.search_started'], secret: 'mine' });
  expect(refused.body.errors.map(({ path, code }) => [path, code])).toEqual([
    ['eventTypes.0', 'not_allowed'],
    ['secret', 'unknown_field'],
  ]);
});

test('an edit changes what it names; switched on again it is told of what is new', async () => {
  const id = await made();
  const before = await raw(api.models.webhooks).findOne({ _id: id });
  const off = await api.http.patch(`/v1/webhooks/${id}`).send({ enabled: false, channels: ['a'] });
  expect(off.body).toMatchObject({ url, channels: ['a'], enabled: false, offReason: 'by_hand' });
  const on = await api.http.patch(`/v1/webhooks/${id}`).send({ enabled: true });
  expect(on.body).toMatchObject({ channels: ['a'], enabled: true, offReason: null });
  const after = await raw(api.models.webhooks).findOne({ _id: id });
  expect(before && after?.since.greaterThan(before.since)).toBe(true);
});

test('a new secret leaves the one before it active for a day, and ends an older one', async () => {
  const { body } = await make({ url });
  const { id } = body;
  const rotate = () => api.http.post(`/v1/webhooks/${id}/secret/rotate`);
  const first = await rotate();
  expect(first.status).toBe(200);
  expect(first.body['secret']).not.toBe(body['secret']);
  const until = new Date(nowMs + 24 * 3_600_000).toISOString();
  expect(first.body['previousSecretExpiresAt']).toBe(until);
  const second = await rotate();
  const kept = await raw(api.models.webhooks).findOne({ _id: id });
  const opened = (kept?.secrets ?? []).map(({ sealed }) =>
    api.dependencies.sealing.open('webhook secret', id, sealed),
  );
  expect(opened).toEqual([second.body['secret'], first.body['secret']]);
  nowMs += 24 * 3_600_000;
  const later = await api.http.get(`/v1/webhooks/${id}`);
  expect(later.body['previousSecretExpiresAt']).toBeNull();
});

test('lists come in pages', async () => {
  const all = (await api.http.get('/v1/webhooks?limit=200')).body.items.map(({ id }) => id);
  const first = await api.http.get('/v1/webhooks?limit=2');
  const cursor = encodeURIComponent(first.body.nextCursor ?? '');
  const second = await api.http.get(`/v1/webhooks?limit=198&cursor=${cursor}`);
  expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(all);
});

const delivery = (webhookId: string, eventId: string, atMs: number): DeliveryDocument => ({
  _id: deliveryId(webhookId, eventId),
  webhookId,
  eventId,
  storedEventId: eventId,
  type: 'session.started',
  sessionId: 's1',
  messageId: null,
  createdAt: new Date(atMs),
  started: true,
  status: 'failed',
  attempts: [{ at: new Date(atMs), tookMs: 3, status: 500, error: 'A sentence.' }],
  nextAttemptAt: null,
  expiresAt: null,
});

test('the log of deliveries is newest first, in pages and by status', async () => {
  const id = await made();
  const log = [1, 2, 3].map((at) => delivery(id, `e${String(at)}`, at * 1_000));
  await raw(api.models.deliveries).insertMany([...log, delivery('wh_other', 'e9', 9_000)]);
  const first = await api.http.get(`/v1/webhooks/${id}/deliveries?limit=2`);
  expect(first.body.items.map((item) => item.id)).toEqual(['e3', 'e2']);
  expect(first.body.items[0]).toEqual({
    id: 'e3',
    type: 'session.started',
    sessionId: 's1',
    status: 'failed',
    createdAt: '1970-01-01T00:00:03.000Z',
    attempts: [{ at: '1970-01-01T00:00:03.000Z', tookMs: 3, status: 500, error: 'A sentence.' }],
    nextAttemptAt: null,
  });
  const next = `cursor=${encodeURIComponent(first.body.nextCursor ?? '')}&limit=2`;
  const second = await api.http.get(`/v1/webhooks/${id}/deliveries?${next}`);
  expect(second.body).toMatchObject({ items: [{ id: 'e1' }], nextCursor: null });
  const none = await api.http.get(`/v1/webhooks/${id}/deliveries?status=delivered`);
  expect(none.body.items).toEqual([]);
});

test('a retry by hand starts the delivery anew, unless the webhook is off', async () => {
  const id = await made();
  await raw(api.models.deliveries).insertOne(delivery(id, 'e1', 1_000));
  const retry = (event: string) => api.http.post(`/v1/webhooks/${id}/deliveries/${event}/retry`);
  const retried = await retry('e1');
  expect(retried.status).toBe(202);
  expect(retried.body).toMatchObject({ id: 'e1', status: 'pending' });
  const run = api.temporal.client.workflow.getHandle(`webhook/${id}/e1`);
  expect(await run.describe()).toMatchObject({ type: 'webhook', status: { name: 'RUNNING' } });
  expect((await retry('e2')).body.code).toBe('not_found');
  await api.http.patch(`/v1/webhooks/${id}`).send({ enabled: false });
  expect((await retry('e1')).body.code).toBe('webhook_off');
});

test('a webhook that is deleted, or never was, is not found', async () => {
  const id = await made();
  expect((await api.http.delete(`/v1/webhooks/${id}`)).status).toBe(204);
  const answers = [
    await api.http.delete(`/v1/webhooks/${id}`),
    await api.http.get(`/v1/webhooks/${id}`),
    await api.http.patch(`/v1/webhooks/${id}`).send({ enabled: true }),
    await api.http.post(`/v1/webhooks/${id}/secret/rotate`),
    await api.http.get(`/v1/webhooks/${id}/deliveries`),
    await api.http.post(`/v1/webhooks/${id}/deliveries/e1/retry`),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual(answers.map(() => 'not_found'));
});
