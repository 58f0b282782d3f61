/** Who hears what on the event stream, and for how long. */

import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { alertSupervisors } from '../../src/activities/notifications/alert.ts';
import { decision, message, view } from '../activities/support/records.ts';
import { followEvents, type EventClient } from '../support/event-stream.ts';
import { inTime } from '../support/retries.ts';
import { until } from '../support/until.ts';
import { startReplica, type Replica } from './replicas.ts';
import { ADMIN_KEY, runningApi, type RunningApi } from './running-api.ts';
import { AWHILE_MS, hears, newSession, saved, told } from './saved-events.ts';

let api: RunningApi;
let replica: Replica;
const clients: EventClient[] = [];

beforeAll(async () => {
  api = await runningApi();
  replica = await startReplica(api);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  replica.kill();
  await api.close();
});

async function keyFor(rights: object): Promise<{ id: string; key: string }> {
  const { status, body } = await api.http.post('/v1/keys').send({ name: 'a key', ...rights });
  expect(status).toBe(201);
  return { id: body.id, key: body.key };
}

async function follow(key: string, query = ''): Promise<EventClient> {
  const client = followEvents(replica.address, { key, query });
  clients.push(client);
  await client.opened();
  return client;
}

test('an integration hears its channels, notes among them', async () => {
  const { key } = await keyFor({ role: 'integration', channels: ['whatsapp'] });
  const client = await follow(key);
  const [web, whatsapp] = [newSession(), { ...newSession(), channel: 'whatsapp' }];
  const author = { type: 'agent', id: 'maya' } as const;
  const note = message(2, {
    message: { messageId: 'note', author, visibility: 'note', text: 'For us' },
  });
  await saved(api, web, [message(1)]);
  await saved(api, whatsapp, [message(1), note]);
  await hears(client, 2);
  await pause(AWHILE_MS);
  expect(told(client)).toEqual([1, 2].map((n) => [whatsapp.sessionId, n]));
  expect(client.heard[1]?.event).toMatchObject({
    type: 'message.created',
    data: { visibility: 'note' },
  });
});

test('an agent hears its own sessions, from the offer to the loss', async () => {
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya', capacity: 3 });
  const { key } = await keyFor({ role: 'agent', agentId: 'maya' });
  const client = await follow(key);
  const [own, foreign, already] = [newSession(), newSession(), newSession()];
  const as = (owner: typeof own, sequence: number, agentId: string | null) =>
    view(sequence, { id: owner.sessionId, conversationId: owner.conversationId, agentId });
  await saved(api, own, [message(1)], as(own, 1, null));
  await saved(api, foreign, [message(1)], as(foreign, 1, 'noor'));
  // Whose a session is counts when its event is passed on: those above have been when one after them is heard.
  await saved(api, already, [message(1)], as(already, 1, 'maya'));
  await hears(client, 1);
  const offered = decision(2, { type: 'session.offered', data: { agentId: 'maya' } });
  const offer = { agentId: 'maya', offeredAtMs: 1, expiresAtMs: 2 };
  await saved(api, own, [offered, message(3)], { ...as(own, 3, null), offer });
  await hears(client, 3);
  await saved(api, own, [message(4)]);
  await saved(api, own, [message(5)], as(own, 5, 'maya'));
  await hears(client, 5);
  const lost = { agentId: 'noor', fromAgentId: 'maya' };
  await saved(
    api,
    own,
    [decision(6, { type: 'session.reassigned', data: lost })],
    as(own, 6, 'noor'),
  );
  await hears(client, 6);
  await saved(api, own, [message(7)], as(own, 7, 'noor'));
  await saved(api, foreign, [message(2)], as(foreign, 2, 'noor'));
  await pause(2 * AWHILE_MS);
  expect(told(client)).toEqual([
    [already.sessionId, 1],
    ...[2, 3, 4, 5, 6].map((n) => [own.sessionId, n]),
  ]);
});

test('an alert about a session is heard by who follows that session, and by the agent who has it', async () => {
  await api.http.post('/v1/agents').send({ id: 'ines', name: 'Ines', capacity: 3 });
  const { key } = await keyFor({ role: 'agent', agentId: 'ines' });
  const [own, foreign] = [newSession(), newSession()];
  for (const [owner, agentId] of [[own, 'ines'] as const, [foreign, 'noor'] as const]) {
    const { sessionId: id, conversationId } = owner;
    await saved(api, owner, [message(1)], view(1, { id, conversationId, agentId }));
  }
  const alerts = '?types=supervisor.alert';
  const agent = await follow(key, alerts);
  const follower = await follow(ADMIN_KEY, `${alerts}&sessionId=${own.sessionId}`);
  for (const { sessionId, conversationId } of [foreign, own]) {
    await alertSupervisors(
      { models: api.models, client: undefined as never, log: api.dependencies.log },
      {
        key: `not_delivered:${sessionId}:m1`,
        session: { sessionId, conversationId, channel: 'web' },
        data: { channel: 'web', alert: 'message_not_delivered', messageId: 'm1' },
        text: 'A message did not reach the customer.',
      },
    );
  }
  for (const client of [agent, follower]) await hears(client, 1);
  await pause(AWHILE_MS);
  for (const client of [agent, follower]) {
    expect(client.heard.map(({ event }) => event)).toMatchObject([
      {
        type: 'supervisor.alert',
        sessionId: own.sessionId,
        conversationId: own.conversationId,
        sequence: null,
        data: { channel: 'web', alert: 'message_not_delivered', messageId: 'm1' },
      },
    ]);
  }
});

test('within five seconds a revoked key hears nothing more, and the stream has ended', async () => {
  const key = await inTime(5_000, async (begin) => {
    const { id, key } = await keyFor({ role: 'supervisor' });
    const client = await follow(key);
    begin();
    expect((await api.http.delete(`/v1/keys/${id}`)).status).toBe(204);
    await until('the stream is over', () => client.isOver());
    return key;
  });
  const back = await follow(key);
  expect(back.status()).toBe(401);
});

test('a caller has a hundred streams in a process at most, and others have theirs', async () => {
  const { key } = await keyFor({ role: 'integration' });
  await Promise.all(Array.from({ length: 100 }, () => follow(key)));
  const refused = await fetch(`${replica.address}/v1/events`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await refused.json()).toMatchObject({ code: 'too_many_streams' });
  expect((await follow(ADMIN_KEY)).status()).toBe(200);
});
