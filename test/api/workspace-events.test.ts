/** Changes of presence and of the settings are told to everybody, once each. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endNumber, reserve } from '../../src/store/agents/reservation.ts';
import { recordLeftOver } from '../../src/store/events/workspace.ts';
import type { Event } from '../../client/types.gen.ts';
import { followEvents, type EventClient } from '../support/event-stream.ts';
import { startReplica, type Replica } from './replicas.ts';
import { ADMIN_KEY, runningApi, type RunningApi } from './running-api.ts';
import { hears } from './saved-events.ts';

let api: RunningApi;
let replica: Replica;
let client: EventClient;

beforeAll(async () => {
  api = await runningApi();
  replica = await startReplica(api);
  client = followEvents(replica.address, { key: ADMIN_KEY });
  await client.opened();
});
afterAll(async () => {
  client.close();
  replica.kill();
  await api.close();
});

/** The events that come next. */
async function next(count: number): Promise<Event[]> {
  await hears(client, count);
  return client.heard.splice(0).map(({ event }) => event);
}

const put = (presence: string): PromiseLike<unknown> =>
  api.http.put('/v1/agents/maya/presence').send({ presence });

test('every change of presence is told, a beat is not', async () => {
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya', capacity: 2 });
  for (const presence of ['online', 'online', 'away', 'online']) await put(presence);
  await api.http.delete('/v1/agents/maya');
  const events = await next(4);
  expect(events.map(({ type }) => type)).toEqual(Array(4).fill('agent.presence_changed'));
  expect(events.map(({ data }) => data)).toEqual(
    ['online', 'away', 'online', 'offline'].map((presence) => ({ agentId: 'maya', presence })),
  );
  expect(events[0]).toMatchObject({ sessionId: null, conversationId: null, sequence: null });
});

test('an agent set away by its misses is told of', async () => {
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya', capacity: 2 });
  await put('online');
  const hold = { sessionId: 's1', conversationId: 'c1', number: 1 };
  await reserve(api.models, 'maya', hold);
  const release = { ...hold, outcome: 'missed', awayAfterMisses: 1 } as const;
  await endNumber(api.models, release);
  await endNumber(api.models, release);
  const events = await next(2);
  expect(events.map(({ data }) => data)).toEqual(
    ['online', 'away'].map((presence) => ({ agentId: 'maya', presence })),
  );
});

test('saved settings are told with their version, and those of a channel with it', async () => {
  const { settings } = (await api.http.get('/v1/settings')).body;
  await api.http.put('/v1/settings').send(settings);
  await api.http.put('/v1/settings/channels/web').send({});
  const events = await next(2);
  expect(events).toMatchObject([
    { type: 'settings.saved', data: { version: 1, channel: null } },
    { type: 'settings.saved', data: { version: 2, channel: 'web' } },
  ]);
});

test('what a process that died left unrecorded is recorded later, once', async () => {
  const since = new Date('2026-01-31T09:00:00Z');
  const changesUnrecorded = [{ presence: 'online' as const, since }];
  await api.models.agents.updateOne({ _id: 'maya' }, { $set: { changesUnrecorded } });
  await api.models.events.deleteOne({ _id: 'settings:2' });
  await recordLeftOver(api.models);
  await recordLeftOver(api.models);
  const events = await next(1);
  expect(events.map(({ id }) => id)).toEqual([`presence:maya:${String(since.getTime())}:online`]);
  const ids = await api.models.events.distinct('_id', { type: 'settings.saved' } as object);
  expect(ids).toEqual(['settings:1', 'settings:2']);
});
