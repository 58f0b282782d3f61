/** The event stream: filters, and going on at another replica without a gap or a repetition. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { placeText, positionHash } from '../../src/api/events/resume-token.ts';
import { newestPosition } from '../../src/store/events/log.ts';
import type { SavedRecord } from '../../src/contract/activities.ts';
import { decision, message } from '../activities/support/records.ts';
import { followEvents, type EventClient } from '../support/event-stream.ts';
import { until } from '../support/until.ts';
import { startReplica, type Replica } from './replicas.ts';
import { ADMIN_KEY, runningApi, type RunningApi } from './running-api.ts';
import { AWHILE_MS, hears, newSession, saved as save, told, type Owner } from './saved-events.ts';

let api: RunningApi;
let one: Replica;
let two: Replica;
const clients: EventClient[] = [];

beforeAll(async () => {
  api = await runningApi();
  [one, two] = await Promise.all([startReplica(api), startReplica(api)]);
});
/** Both replicas have passed on what earlier tests saved, so that no new client hears of it. */
beforeEach(async () => {
  const both = await Promise.all([follow(one), follow(two)]);
  const latest = newSession();
  await saved(latest, [message(1)]);
  const hasIt = (client: EventClient) => told(client).some(([id]) => id === latest.sessionId);
  await until('both replicas have it', () => both.every(hasIt));
  closeAll();
});
afterEach(closeAll);
afterAll(async () => {
  one.kill();
  two.kill();
  await api.close();
});

async function follow(
  replica: Replica,
  { query = '', lastId = null as string | null } = {},
): Promise<EventClient> {
  const client = followEvents(replica.address, { key: ADMIN_KEY, query, lastId });
  clients.push(client);
  await client.opened();
  return client;
}

function closeAll(): void {
  for (const client of clients.splice(0)) client.close();
}

const saved = (owner: Owner, records: SavedRecord[]): Promise<void> => save(api, owner, records);

const numbers = (client: EventClient): (number | null)[] => told(client).map(([, n]) => n);

test('each event is told once, in the public vocabulary, with an ID to go on from', async () => {
  const client = await follow(one);
  const owner = newSession();
  await saved(owner, [
    decision(1, { type: 'session.started', data: { previousSessionId: null } }),
    message(2),
    decision(3, { type: 'session.search_started' }),
    decision(4, { type: 'session.queued' }),
  ]);
  await hears(client, 3);
  await pause(AWHILE_MS);
  expect(client.heard.map(({ event }) => event.type)).toEqual([
    'session.started',
    'message.created',
    'session.queued',
  ]);
  expect(client.heard[1]?.event).toMatchObject({
    ...owner,
    sequence: 2,
    data: { channel: 'web', messageId: 'm2', text: 'message 2' },
  });
});

test('filters narrow together', async () => {
  const [a, b] = [newSession(), { ...newSession(), channel: 'whatsapp' }];
  const bySession = await follow(one, { query: `?sessionId=${a.sessionId}` });
  const byChannel = await follow(one, { query: '?channel=whatsapp' });
  const byTypes = await follow(one, { query: '?types=session.queued,session.closed&channel=web' });
  for (const owner of [a, b]) await saved(owner, [message(1), decision(2)]);
  await Promise.all([hears(bySession, 2), hears(byChannel, 2), hears(byTypes, 1)]);
  await pause(AWHILE_MS);
  expect(told(bySession)).toEqual([1, 2].map((n) => [a.sessionId, n]));
  expect(told(byChannel)).toEqual([1, 2].map((n) => [b.sessionId, n]));
  expect(told(byTypes)).toEqual([[a.sessionId, 2]]);
});

test.each([
  ['?types=message.created,nothing.known', 'types.1'],
  ['?sessionId=', 'sessionId'],
  ['?since=yesterday', 'since'],
])('%s is refused by name', async (query, path) => {
  const { status, body } = await api.http.get(`/v1/events${query}`);
  expect(status).toBe(422);
  expect(body.errors.map((error) => error.path)).toEqual([path]);
});

test('an ID that no stream gave out is refused', async () => {
  const { status, body } = await api.http.get('/v1/events').set('last-event-id', 'yesterday');
  expect([status, body.errors[0]?.path]).toEqual([422, 'Last-Event-ID']);
});

test('a client goes on at another replica where it was cut off', async () => {
  const [a, b] = [newSession(), newSession()];
  const before = await follow(one);
  await saved(a, [message(1), message(2)]);
  await hears(before, 2);
  before.close();
  await saved(b, [message(1), message(2)]);
  await saved(a, [message(3)]);
  const after = await follow(two, { lastId: before.lastId() });
  await hears(after, 3);
  await saved(b, [message(3)]);
  await hears(after, 4);
  await pause(AWHILE_MS);
  expect(told(after)).toEqual([
    [b.sessionId, 1],
    [b.sessionId, 2],
    [a.sessionId, 3],
    [b.sessionId, 3],
  ]);
});

test('what another replica counts as settled does not come again, however recent it is here', async () => {
  const owner = newSession();
  const client = await follow(one);
  await saved(owner, [message(1), message(2)]);
  await hears(client, 2);
  const newest = await newestPosition(api.models);
  const lastId = placeText({ settled: newest, furthest: newest, sum: 0 });
  const after = await follow(one, { lastId });
  await saved(owner, [message(3)]);
  await hears(after, 1);
  await pause(AWHILE_MS);
  expect(numbers(after)).toEqual([3]);
});

test('what another replica told earlier than this one does not come again after a stay here', async () => {
  const owner = newSession();
  await saved(owner, [message(1)]);
  const settled = await newestPosition(api.models);
  // Waits for the second here; where it had waited long enough, it has been told.
  await saved(owner, [message(3)]);
  const furthest = await newestPosition(api.models);
  const lastId = placeText({ settled, furthest, sum: positionHash(furthest) });
  const stay = await follow(one, { lastId });
  await pause(AWHILE_MS);
  const places = [stay.lastId()];
  await saved(newSession(), [message(1)]);
  await hears(stay, 1);
  places.push(stay.lastId());
  const query = `?sessionId=${owner.sessionId}`;
  const back = await Promise.all(places.map((place) => follow(two, { query, lastId: place })));
  await saved(owner, [message(2), message(4)]);
  await Promise.all(back.map((stream) => hears(stream, 2)));
  expect(back.map(numbers)).toEqual(places.map(() => [2, 4]));
});

test('while replicas are killed, nothing is skipped, doubled or out of order', async () => {
  const sessions = Array.from({ length: 12 }, newSession);
  const COUNT = 40;
  const first = await startReplica(api);
  const heard: [string | null, number | null][] = [];
  let client = await follow(first);
  const done = { writing: true };
  const writing = Promise.all(
    sessions.map(async (owner) => {
      for (let n = 1; n <= COUNT; n += 1) await saved(owner, [message(n)]);
    }),
  ).then(() => (done.writing = false));
  first.kill();
  const isAll = () => !done.writing && heard.length >= sessions.length * COUNT;
  const endMs = performance.now() + 90_000;
  for (let turn = 0; !isAll() && performance.now() < endMs; turn += 1) {
    await pause(done.writing ? 150 : AWHILE_MS);
    const lastId = client.lastId();
    client.close();
    heard.push(...told(client));
    client = await follow(turn % 2 === 0 ? two : one, { lastId });
  }
  await writing;
  for (const { sessionId } of sessions) {
    const own = heard.filter(([id]) => id === sessionId).map(([, n]) => n);
    expect(own).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
  }
});

test('what happened long before a client comes back is read from the log, in order', async () => {
  const before = await follow(one);
  const sessions = Array.from({ length: 5 }, newSession);
  before.close();
  for (const owner of sessions) {
    await saved(owner, [message(1), message(3), message(4)]);
    await saved(owner, [message(2)]);
    await saved(
      owner,
      Array.from({ length: 150 }, (_, index) => message(index + 5)),
    );
  }
  // The log's own instants decide what is old: these become older than a tail looks back.
  await pause(11_000);
  const third = await startReplica(api);
  const lone = newSession();
  await saved(lone, [message(1)]);
  const after = await follow(third, { lastId: before.lastId() });
  await hears(after, 5 * 154 + 1);
  await pause(AWHILE_MS);
  for (const { sessionId } of sessions) {
    const own = told(after).flatMap(([id, n]) => (id === sessionId ? [n] : []));
    expect(own).toEqual(Array.from({ length: 154 }, (_, index) => index + 1));
  }
  expect(told(after)).toHaveLength(5 * 154 + 1);
  third.kill();
});

test('a client that does not read is cut off, and gets the rest when it comes back', async () => {
  const owner = newSession();
  const slow = await follow(one);
  slow.stopReading();
  // Six characters each in JSON: more than the sockets and the bound of a stream hold together.
  const text = '\u0001'.repeat(16_000);
  const long = (n: number): SavedRecord =>
    message(n, { message: { ...message(n).message!, text } });
  const COUNT = 400;
  for (let n = 1; n <= COUNT; n += 50) {
    await saved(
      owner,
      Array.from({ length: 50 }, (_, index) => long(n + index)),
    );
  }
  await until('the stream is given up', () => one.streams.size === 0);
  slow.readAgain();
  await until('the client has read to the end', () => slow.isOver());
  expect(slow.heard.length).toBeLessThan(COUNT);
  const heard = numbers(slow);
  let lastId = slow.lastId();
  // It may be too slow for this, too: then it comes back again.
  while (heard.length < COUNT) {
    const back = await follow(two, { lastId });
    const isEnough = (): boolean => heard.length + back.heard.length >= COUNT;
    await until('the client is over or has all', () => back.isOver() || isEnough());
    heard.push(...numbers(back));
    lastId = back.lastId();
  }
  expect(heard).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
}, 300_000);

test('the stream is not compressed, and ends when the process does', async () => {
  const third = await startReplica(api);
  const client = await follow(third);
  expect(client.headers()).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
  });
  expect(client.headers()['content-encoding']).toBeUndefined();
  third.streams.close();
  await until('the stream is over', () => client.isOver());
  third.kill();
});

test('HEAD answers without a stream', async () => {
  const answer = await fetch(`${one.address}/v1/events`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  expect(answer.status).toBe(200);
});
