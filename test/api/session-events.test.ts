import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecordType } from '../../src/core/effect.ts';
import { runningApi, type RunningApi } from './running-api.ts';
import { conversation, idOf, seedSessions, START_MS } from './seeded-sessions.ts';

let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  api = await runningApi();
  ids = await seedSessions(api);
});
afterAll(() => api.close());

const event = (sequence: number, type: RecordType, more: object) => ({
  _id: `${ids[0]!}:${String(sequence)}`,
  conversationId: conversation(0),
  channel: 'web',
  sessionId: ids[0],
  sequence,
  type,
  at: new Date(START_MS + sequence * 1_000),
  processedAt: new Date(START_MS + sequence * 1_000 + 5),
  settingsVersion: 0,
  ...more,
});
const said = (messageId: string, text: string) => ({
  message: { messageId, author: { type: 'customer', id: 'c-0' }, visibility: 'public', text },
  messageKey: messageId,
  digest: 'd',
});
const decided = {
  reason: {
    trigger: 'customer message',
    rule: 'Idle longest',
    dueAt: null,
    candidates: [{ agentId: 'maya', reason: 'chosen' }],
  },
};

beforeAll(async () => {
  await api.models.events.insertMany([
    event(1, 'session.started', { reason: { ...decided.reason, candidates: null } }),
    event(2, 'message.created', said('m-1', 'Hello?')),
    event(3, 'session.assigned', decided),
    event(4, 'message.created', said('m-2', 'Anybody?')),
    event(5, 'message.created', said('m-3', '')),
  ]);
});

test('messages come in order, in pages by their numbers', async () => {
  const first = await api.http.get(`/v1/sessions/${ids[0]!}/messages?limit=2`);
  expect(first.body.items[0]).toEqual({
    messageId: 'm-1',
    sequence: 2,
    at: '2026-01-31T09:00:02.000Z',
    author: { type: 'customer', id: 'c-0' },
    visibility: 'public',
    text: 'Hello?',
    delivery: null,
  });
  const cursor = String(first.body.nextCursor);
  const rest = await api.http.get(`/v1/sessions/${ids[0]!}/messages?cursor=${cursor}`);
  expect(rest.body.items.map(({ sequence }) => sequence)).toEqual([5]);
  expect(rest.body.nextCursor).toBeNull();
});

test('decisions are what the rules decided, with the reason', async () => {
  const { body } = await api.http.get(`/v1/sessions/${ids[0]!}/decisions`);
  expect(body.items.map(({ what }) => what)).toEqual(['session.started', 'session.assigned']);
  expect(body.items[1]).toEqual({
    sequence: 3,
    what: 'session.assigned',
    dueAt: null,
    processedAt: '2026-01-31T09:00:03.005Z',
    trigger: 'customer message',
    rule: 'Idle longest',
    settingsVersion: 0,
    candidates: [{ agentId: 'maya', reason: 'chosen' }],
  });
});

test('a session without any has an empty page; no session has none', async () => {
  const empty = await api.http.get(`/v1/sessions/${ids[1]!}/messages`);
  expect(empty.body).toEqual({ items: [], nextCursor: null });
  const nobody = await api.http.get(`/v1/sessions/${idOf(99)}/messages`);
  expect(nobody.status).toBe(404);
});
