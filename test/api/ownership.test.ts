/**
 * Two channels, two customers, two agents: whatever of the one is asked for under a credential of the other does not
 * exist, in the same words as what never did.
 */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newSessionId } from '../../src/client/identity.ts';
import type { Method } from '../../src/api/http/route.ts';
import { ACCESS } from '../security/access-table.ts';
import { keyBearer } from './callers.ts';
import { runningApi, type Body, type Http, type RunningApi } from './running-api.ts';
import { seedSessions } from './seeded-sessions.ts';

const NEVER = newSessionId('0'.repeat(20), 0);

let api: RunningApi;
/** Of the channel web and the agent maya. */
let own: string;
/** Of the channel whatsapp and the agent noor. */
let others: string;
const callers: Record<string, Http> = {};

beforeAll(async () => {
  api = await runningApi();
  const ids = await seedSessions(api);
  [own, others] = [ids[0]!, ids[1]!];
  const ofWeb = { channel: 'web', agentId: 'maya', customer: { id: 'ada', name: 'Ada' } };
  await api.models.sessions.updateMany({}, { $set: { status: 'closed', ...ofWeb } });
  await api.models.sessions.updateOne(
    { _id: others },
    { $set: { channel: 'whatsapp', agentId: 'noor', customer: { id: 'grace', name: 'Grace' } } },
  );
  for (const id of ['maya', 'noor']) await api.http.post('/v1/agents').send({ id, name: id });
  const channels = ['web'];
  callers['an integration of web'] = (await keyBearer(api, 'integration', { channels })).http;
  callers['a supervisor of web'] = (await keyBearer(api, 'supervisor', { channels })).http;
  callers['maya'] = (await keyBearer(api, 'agent', { agentId: 'maya' })).http;
  callers['maya of web'] = (await keyBearer(api, 'agent', { agentId: 'maya', channels })).http;
});
afterAll(() => api.close());

const NAMES = ['an integration of web', 'a supervisor of web', 'maya', 'maya of web'];

const BODIES: Record<string, object> = {
  'POST /v1/sessions/{id}/messages': {
    messageId: 'r',
    author: { type: 'agent', id: 'maya' },
    text: 'Hi',
  },
  'POST /v1/sessions/{id}/accept': { agentId: 'maya' },
  'POST /v1/sessions/{id}/decline': { agentId: 'maya' },
  'POST /v1/sessions/{id}/transfer': { to: { skill: 'billing' } },
  'POST /v1/sessions/{id}/hold': { until: '2099-01-01T00:00:00Z' },
  'POST /v1/sessions/{id}/end': { by: 'agent', id: 'maya' },
  'POST /v1/sessions/{id}/assign': { agentId: 'maya' },
  'PUT /v1/sessions/{id}/conversion': { done: true },
};

const ofSessions = Object.entries(ACCESS).filter(([call]) => call.includes('/v1/sessions/{id}'));

describe.each(ofSessions)('%s', (call, roles) => {
  const [method = '', path = ''] = call.split(' ');
  const ask = async (http: Http, id: string) => {
    const asked = http[method.toLowerCase() as Method](path.replace('{id}', id));
    const { status, body } = await (call in BODIES ? asked.send(BODIES[call]) : asked);
    const { requestId: _requestId, ...said } = body as Body & { requestId?: string };
    return { status, said };
  };

  test.each(NAMES)('%s', async (name) => {
    if (name === 'an integration of web' && !roles.includes('integration')) return;
    if (name.startsWith('maya') && !roles.includes('agent')) return;
    const http = callers[name]!;
    const missing = await ask(http, NEVER);
    expect(missing.status).toBe(404);
    expect(await ask(http, others)).toEqual(missing);
    const mine = await ask(http, own);
    expect([403, 404]).not.toContain(mine.status);
  });
});

describe.each(NAMES)('lists for %s', (name) => {
  test.each(['', 'agentId=noor', 'channel=whatsapp', 'status=closed', 'orderId=o-1'])(
    'GET /v1/sessions?%s',
    async (query) => {
      const http = callers[name]!;
      const { status, body } = await http.get(`/v1/sessions?${query}&limit=200`);
      expect(status).toBe(200);
      expect(body.items.map(({ id }) => id)).not.toContain(others);
      const everything = await api.http.get(`/v1/sessions?${query}&limit=200`);
      expect(everything.body.items.map(({ id }) => id)).toContain(others);
      const table = await http.get(`/v1/sessions?${query}`).set('accept', 'text/csv');
      expect(table.status).toBe(200);
      expect(table.text).not.toContain(others);
    },
  );

  test('by its ID', async () => {
    const { body } = await callers[name]!.get(`/v1/sessions?sessionId=${others}`);
    expect(body.items).toEqual([]);
  });
});

test.each<[string, string, Method, string, object | undefined, number]>([
  ['reads another agent', 'maya', 'get', '/v1/agents/noor', undefined, 404],
  ['puts another’s presence', 'maya', 'put', '/v1/agents/noor/presence', { presence: 'away' }, 404],
  ['accepts as another', 'maya', 'post', 'accept', { agentId: 'noor' }, 403],
  ['declines as another', 'maya', 'post', 'decline', { agentId: 'noor' }, 403],
  [
    'replies as another',
    'maya',
    'post',
    'messages',
    { messageId: 'r', author: { type: 'agent', id: 'noor' }, text: 'Hi' },
    403,
  ],
  [
    'replies as a bot',
    'maya',
    'post',
    'messages',
    { messageId: 'r', author: { type: 'bot' }, text: 'Hi' },
    403,
  ],
  ['ends as another', 'maya', 'post', 'end', { by: 'agent', id: 'noor' }, 403],
  ['ends as the customer', 'maya', 'post', 'end', { by: 'customer' }, 403],
  ['ends as an admin', 'maya', 'post', 'end', { by: 'admin' }, 403],
  ['ends as an admin', 'an integration of web', 'post', 'end', { by: 'admin' }, 403],
  [
    'writes on another channel',
    'an integration of web',
    'post',
    '/v1/channels/whatsapp/messages',
    { messageId: 'm', customer: { id: 'grace' }, text: 'Hi' },
    403,
  ],
  [
    'opens on another channel',
    'an integration of web',
    'post',
    '/v1/sessions',
    { channel: 'whatsapp', customer: { id: 'grace' } },
    403,
  ],
  [
    'reads another channel’s settings',
    'a supervisor of web',
    'get',
    '/v1/settings/channels/whatsapp',
    undefined,
    403,
  ],
])('who %s is refused: %s', async (_what, name, method, place, body, status) => {
  const path = place.startsWith('/') ? place : `/v1/sessions/${own}/${place}`;
  const asked = callers[name]![method](path);
  expect((await (body === undefined ? asked : asked.send(body))).status).toBe(status);
});

test('an agent finds itself alone among the agents', async () => {
  const { body } = await callers['maya']!.get('/v1/agents');
  expect(body.items.map(({ id }) => id)).toEqual(['maya']);
});

test('a takeover is for oneself', async () => {
  const { http } = await keyBearer(api, 'supervisor', { agentId: 'maya' });
  const take = (agentId: string) =>
    http.post(`/v1/sessions/${own}/assign`).send({ agentId, takeover: true });
  expect((await take('noor')).status).toBe(403);
  expect((await take('maya')).body.code).toBe('session_closed');
});
