import { expect, test } from '@jest/globals';
import { isSignalEvent } from '../../src/core/event.ts';
import { customerMessage, openSession, START_MS } from './support/events.ts';

const message = customerMessage({ messageId: 'm', atMs: START_MS, newSessionId: 's' });
const found = {
  type: 'agentFound',
  sessionId: 's',
  number: 1,
  agentId: 'a_1',
  candidates: [{ agentId: 'a_1', reason: 'free' }],
};
const presence = { type: 'agentPresence', agentId: 'a_1', presence: 'away', sinceMs: START_MS };

test.each([message, openSession({ atMs: START_MS, newSessionId: 's' }), found, presence])(
  'a well-formed $type is taken',
  (event) => {
    expect(isSignalEvent(event)).toBe(true);
  },
);

test.each([
  undefined,
  null,
  'text',
  [],
  {},
  { type: 'tick' },
  { type: 'constructor' },
  { type: 7 },
  { ...message, orderIds: {} },
  { ...message, orderIds: [1] },
  { ...message, customer: {} },
  { ...message, customer: null },
  { ...message, attributes: { vip: true } },
  { ...message, attributes: [] },
  { ...message, roomId: 7 },
  { ...message, atMs: 'now' },
  { ...message, text: undefined },
  { ...found, candidates: {} },
  { ...found, candidates: [null] },
  { ...presence, presence: 'asleep' },
])('a poisoned signal is told apart: %j', (value) => {
  expect(isSignalEvent(value)).toBe(false);
});
