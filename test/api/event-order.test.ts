/** The order in which the event stream tells, whatever order things were saved in. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { decision, message, view } from '../activities/support/records.ts';
import { followEvents, type EventClient } from '../support/event-stream.ts';
import { keyBearer } from './callers.ts';
import { startReplica, type Replica } from './replicas.ts';
import { ADMIN_KEY, runningApi, type RunningApi } from './running-api.ts';
import { AWHILE_MS, hears, newSession, saved, told } from './saved-events.ts';

/** The clock by which events wait stands still but for what a test adds; in whole milliseconds, which add up exactly. */
let nowMs = Math.ceil(performance.now());

let api: RunningApi;
let replica: Replica;
/** Hears all there is. */
let client: EventClient;
const clients: EventClient[] = [];

beforeAll(async () => {
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  api = await runningApi();
  replica = await startReplica(api);
});
beforeEach(async () => {
  client = await follow(ADMIN_KEY);
});
afterEach(() => {
  for (const one of clients.splice(0)) one.close();
});
afterAll(async () => {
  replica.kill();
  await api.close();
  jest.restoreAllMocks();
});

async function follow(key: string): Promise<EventClient> {
  const one = followEvents(replica.address, { key });
  clients.push(one);
  await one.opened();
  return one;
}

test('an event waits for the one before it, which was saved later', async () => {
  const owner = newSession();
  await saved(api, owner, [message(1)]);
  await saved(api, owner, [message(3), message(4)]);
  await hears(client, 1);
  await pause(AWHILE_MS);
  expect(told(client)).toEqual([[owner.sessionId, 1]]);
  await saved(api, owner, [message(2)]);
  await hears(client, 4);
  expect(told(client)).toEqual([1, 2, 3, 4].map((n) => [owner.sessionId, n]));
});

test('a number that stays empty holds a session up for ten seconds, and no other', async () => {
  const [a, b] = [newSession(), newSession()];
  await saved(api, a, [message(1)]);
  await saved(api, a, [message(3)]);
  await saved(api, b, [message(1)]);
  await hears(client, 2);
  nowMs += 9_999;
  await pause(AWHILE_MS);
  expect(told(client)).toEqual([
    [a.sessionId, 1],
    [b.sessionId, 1],
  ]);
  nowMs += 1;
  await hears(client, 3);
  expect(told(client)[2]).toEqual([a.sessionId, 3]);
});

test('what a later decision puts under a number is told; the same decided again is not', async () => {
  const owner = newSession();
  await saved(api, owner, [message(1), decision(2, { processedAtMs: 1_000 })]);
  await hears(client, 2);
  await saved(api, owner, [decision(2, { processedAtMs: 2_000 })]);
  await saved(api, owner, [message(2, { processedAtMs: 3_000 })]);
  await hears(client, 3);
  await pause(AWHILE_MS);
  expect(client.heard.map(({ event }) => [event.sequence, event.type])).toEqual([
    [1, 'message.created'],
    [2, 'session.queued'],
    [2, 'message.created'],
  ]);
  expect(new Set(client.heard.map(({ event }) => event.id)).size).toBe(3);
});

test('an agent hears an event of its session also when whose that is is saved seconds later', async () => {
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya' });
  const { key } = await keyBearer(api, 'agent', { agentId: 'maya' });
  const agent = await follow(key);
  const owner = newSession();
  await saved(api, owner, [message(1)]);
  await hears(client, 1);
  nowMs += 9_999;
  await pause(AWHILE_MS);
  expect(told(agent)).toEqual([]);
  const { sessionId: id, conversationId } = owner;
  await saved(api, owner, [], view(1, { id, conversationId, agentId: 'maya' }));
  await hears(agent, 1);
  expect(told(agent)).toEqual([[id, 1]]);
});
