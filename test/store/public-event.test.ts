/** One vocabulary for the event stream and webhooks. */

import { expect, test } from '@jest/globals';
import { eventId, nextPosition, type EventDocument } from '../../src/store/events/schema.ts';
import { EVENT_TYPES } from '../../src/contract/public-event.ts';
import { publicEvent } from '../../src/store/events/public-event.ts';

const at = new Date('2026-01-31T09:00:00Z');

const stored = (changes: Partial<EventDocument> = {}): EventDocument => ({
  _id: eventId('s1', 4),
  conversationId: 'c1',
  channel: 'web',
  sessionId: 's1',
  sequence: 4,
  type: 'session.answered',
  at,
  processedAt: at,
  settingsVersion: 1,
  reason: { trigger: 'message by maya', rule: 'A rule', dueAt: null, candidates: null },
  message: null,
  messageKey: null,
  digest: null,
  data: { waitedMs: 61_499, lateMs: 0, agentId: 'maya' },
  position: nextPosition(),
  ...changes,
});

const message = (messageId: string): Partial<EventDocument> => ({
  type: 'message.created',
  reason: null,
  message: { messageId, author: { type: 'customer', id: 'c' }, visibility: 'public', text: 'Hi' },
  data: {},
});

test('facts are told as the API writes them: durations in whole seconds, instants in RFC 3339', () => {
  expect(publicEvent(stored())).toMatchObject({
    type: 'session.answered',
    at: '2026-01-31T09:00:00.000Z',
    sessionId: 's1',
    conversationId: 'c1',
    sequence: 4,
    data: { channel: 'web', waitedSeconds: 61, lateSeconds: 0, agentId: 'maya' },
  });
  const held = publicEvent(stored({ type: 'session.held', data: { untilMs: at.getTime() } }));
  expect(held?.data).toEqual({ channel: 'web', until: '2026-01-31T09:00:00.000Z' });
});

test('a message is told with its text, and without the hashes that are kept beside it', () => {
  expect(publicEvent(stored(message('m1')))?.data).toEqual({
    channel: 'web',
    messageId: 'm1',
    author: { type: 'customer', id: 'c' },
    visibility: 'public',
    text: 'Hi',
  });
});

test('only the vocabulary leaves the product; a transfer is told as an assignment', () => {
  const types: EventDocument['type'][] = [
    'session.search_started',
    'session.offer_missed',
    'session.effect_failed',
    'session.transferred',
  ];
  const told = types.map((type) => publicEvent(stored({ type, data: {} }))?.type ?? null);
  expect(told).toEqual([null, null, null, 'session.assigned']);
  expect(EVENT_TYPES).toHaveLength(16);
});

test('an event decided again keeps its ID; another one under the same number has its own', () => {
  const id = publicEvent(stored())?.id;
  const again = stored({ processedAt: new Date(at.getTime() + 5_000), position: nextPosition() });
  expect(publicEvent(again)?.id).toBe(id);
  const ids = [stored(), stored(message('m1')), stored(message('m2'))].map(
    (event) => publicEvent(event)?.id,
  );
  expect(new Set(ids).size).toBe(3);
});

test('an event of no session says so', () => {
  const told = publicEvent({
    _id: 'settings:3',
    type: 'settings.saved',
    at,
    channel: null,
    sessionId: null,
    about: null,
    data: { version: 3, channel: null, savedBy: 'admin-key' },
    position: nextPosition(),
  });
  expect(told).toEqual({
    id: 'settings:3',
    type: 'settings.saved',
    at: '2026-01-31T09:00:00.000Z',
    sessionId: null,
    conversationId: null,
    sequence: null,
    data: { version: 3, channel: null, savedBy: 'admin-key' },
  });
});

test('an alert that no session raised itself names the session it is about, and has no number', () => {
  const told = publicEvent({
    _id: 'alert:not_delivered:s1:r1',
    type: 'supervisor.alert',
    at,
    channel: 'web',
    sessionId: null,
    about: { sessionId: 's1', conversationId: 'c1' },
    data: { channel: 'web', alert: 'message_not_delivered', messageId: 'r1' },
    position: nextPosition(),
  });
  expect(told).toMatchObject({ sessionId: 's1', conversationId: 'c1', sequence: null });
});
