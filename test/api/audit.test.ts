/** What somebody may ask about later leaves one entry in the audit log. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditDocument } from '../../src/store/audit/schema.ts';
import { until } from '../support/until.ts';
import { keyBearer } from './callers.ts';
import { browserWith, makeUser, signIn, trySignIn } from './people.ts';
import { runningApi, type Http, type RunningApi } from './running-api.ts';

let api: RunningApi;
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
});
beforeEach(async () => {
  nowMs += 3_600_000;
  await api.models.audit.deleteMany({});
});
afterAll(() => api.close());

/** All there are, once there are so many: no answer waits for its entry for long. */
const entries = (atLeast: number) =>
  until(`${String(atLeast)} entries`, async () => {
    const all = await api.models.audit.find().sort({ _id: 1 }).lean<AuditDocument[]>();
    return all.length >= atLeast ? all : null;
  });
const onlyEntry = async () => {
  const found = await entries(1);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('a refusal', () => {
  test('without a valid key says where it came from', async () => {
    const { headers } = await api.as('sk_nobody').get('/v1/agents/maya');
    expect(await onlyEntry()).toMatchObject({
      what: 'refused',
      at: new Date(nowMs),
      who: { id: 'nobody', role: 'public' },
      requestId: headers['x-request-id'],
      address: '127.0.0.1',
      facts: { code: 'unauthenticated', method: 'GET', route: '/v1/agents/:id', leftOut: 0 },
    });
  });

  test('of a role says whose', async () => {
    const { id, http } = await keyBearer(api, 'integration');
    await api.models.audit.deleteMany({});
    await http.get('/v1/keys');
    expect(await onlyEntry()).toMatchObject({
      what: 'refused',
      who: { id, name: 'integration key', role: 'integration' },
      facts: { code: 'forbidden', route: '/v1/keys' },
    });
  });

  test('of a channel too', async () => {
    const { id, http } = await keyBearer(api, 'integration', { channels: ['web'] });
    await api.models.audit.deleteMany({});
    const body = { channel: 'mail', customer: { id: 'ada' } };
    expect((await http.post('/v1/sessions').send(body)).status).toBe(403);
    expect(await onlyEntry()).toMatchObject({ who: { id }, facts: { code: 'forbidden' } });
  });

  test('a thousand of them leave twenty, and the next says how many were left out', async () => {
    for (let batch = 0; batch < 50; batch += 1) {
      await Promise.all(Array.from({ length: 20 }, () => api.as('sk_x').get('/v1/agents')));
    }
    nowMs += 10_000;
    await api.as('sk_x').get('/v1/agents');
    const all = await entries(21);
    expect(all).toHaveLength(21);
    expect(all.at(-1)?.facts).toMatchObject({ leftOut: 980 });
  });
});

const settings = async (http: Http) => (await http.get('/v1/settings')).body.settings;

test.each<[string, string, (api: RunningApi) => PromiseLike<unknown>, object]>([
  [
    'a key is made',
    'key.created',
    ({ http }) => http.post('/v1/keys').send({ name: 'Bridge', role: 'integration' }),
    { role: 'integration', agentId: null },
  ],
  [
    'an agent is made',
    'agent.created',
    ({ http }) => http.post('/v1/agents').send({ id: 'noor', name: 'Noor' }),
    { agentId: 'noor' },
  ],
  [
    'an agent is edited',
    'agent.edited',
    ({ http }) => http.patch('/v1/agents/noor').send({ capacity: 5 }),
    { agentId: 'noor', fields: ['capacity'] },
  ],
  [
    'an agent is deleted',
    'agent.deleted',
    ({ http }) => http.delete('/v1/agents/noor'),
    { agentId: 'noor' },
  ],
  [
    'the settings are saved',
    'settings.saved',
    async ({ http }) => http.put('/v1/settings').send(await settings(http)),
    { version: 1, channel: null },
  ],
  [
    'a channel’s settings are saved',
    'settings.saved',
    ({ http }) => http.put('/v1/settings/channels/web').send({ queue: { maxWaitSeconds: 60 } }),
    { version: 2, channel: 'web' },
  ],
  [
    'they are removed',
    'settings.saved',
    ({ http }) => http.delete('/v1/settings/channels/web'),
    { version: 3, channel: 'web' },
  ],
])('%s', async (_when, what, act, facts) => {
  await act(api);
  const who = { id: 'admin-key', name: 'the admin key', role: 'admin' };
  expect(await onlyEntry()).toMatchObject({ what, who, facts, address: '127.0.0.1' });
});

test('a webhook is made, edited, given another secret and deleted', async () => {
  const made = await api.http.post('/v1/webhooks').send({ url: 'https://93.184.215.14/in' });
  const path = `/v1/webhooks/${made.body.id}`;
  nowMs += 1;
  await api.http.patch(path).send({ enabled: false });
  nowMs += 1;
  await api.http.post(`${path}/secret/rotate`);
  nowMs += 1;
  await api.http.delete(path);
  const facts = { webhookId: made.body.id };
  expect((await entries(4)).map(({ what, facts: said }) => [what, said])).toEqual([
    ['webhook.created', facts],
    ['webhook.edited', { ...facts, fields: ['enabled'] }],
    ['webhook.secret_rotated', facts],
    ['webhook.deleted', facts],
  ]);
});

test('a key is revoked; no entry has any of its secret', async () => {
  const { id, key } = await keyBearer(api, 'integration');
  nowMs += 1;
  await api.http.delete(`/v1/keys/${id}`);
  const all = await entries(2);
  expect(all.map(({ what, facts }) => [what, facts['keyId']])).toEqual([
    ['key.created', id],
    ['key.revoked', id],
  ]);
  expect(JSON.stringify(all)).not.toContain(key.slice(30));
});

test('of people each change and each coming and going leaves one, and so does a failed attempt', async () => {
  const { id, email } = await makeUser(api);
  const wrong = 'another wrong password';
  const acts = [
    () => trySignIn(api, email, wrong),
    async () => {
      const browser = browserWith(api, await signIn(api, email));
      nowMs += 1;
      await browser.post('/v1/auth/sign-out');
      await browser.post('/v1/auth/sign-out');
    },
    () => api.http.patch(`/v1/users/${id}`).send({ password: wrong }),
    () => api.http.delete(`/v1/users/${id}`),
  ];
  for (const act of acts) {
    nowMs += 1;
    await act();
  }
  const all = await entries(6);
  expect(all.map(({ what, who, facts }) => [what, who.id, facts])).toEqual([
    ['user.created', 'admin-key', { userId: id, role: 'supervisor', agentId: null }],
    ['refused', 'nobody', expect.objectContaining({ code: 'sign_in_failed' })],
    ['user.signed_in', id, { how: 'password' }],
    ['user.signed_out', id, {}],
    [
      'user.edited',
      'admin-key',
      { userId: id, fields: ['password'], role: 'supervisor', disabled: false },
    ],
    ['user.deleted', 'admin-key', { userId: id }],
  ]);
  expect(JSON.stringify(all)).not.toContain(wrong);
});

test('admins read the entries, newest first, page by page, of one kind if they like', async () => {
  const { id } = await keyBearer(api, 'integration');
  nowMs += 1;
  await api.http.delete(`/v1/keys/${id}`);
  await entries(2);
  const first = await api.http.get('/v1/audit?limit=1');
  expect(first.body.items).toEqual([expect.objectContaining({ what: 'key.revoked' })]);
  const next = await api.http.get(`/v1/audit?limit=1&cursor=${first.body.nextCursor ?? ''}`);
  expect(next.body.items).toEqual([expect.objectContaining({ what: 'key.created' })]);
  expect(next.body.nextCursor).toBeNull();
  const created = await api.http.get('/v1/audit?what=key.created');
  expect(created.body.items).toHaveLength(1);
});
