import { expect, test } from '@jest/globals';
import {
  commandKey,
  conversationId,
  conversationOf,
  messageDigest,
  messageKey,
  newSessionId,
  valueDigest,
} from '../../src/client/identity.ts';

const KEY = 'a key of the installation, thirty-two characters or more';

test('a conversation ID is the same for the same customer on the same channel, and 100 bits long', () => {
  const id = conversationId(KEY, 'web', '+15550100');
  expect(id).toBe(conversationId(KEY, 'web', '+15550100'));
  expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
});

test('channel and customer cannot be shifted into one another', () => {
  expect(conversationId(KEY, 'web', 'a')).not.toBe(conversationId(KEY, 'we', 'ba'));
  expect(conversationId(KEY, 'a","b', 'c')).not.toBe(conversationId(KEY, 'a', 'b","c'));
});

test('another installation gives the same customer another ID', () => {
  expect(conversationId('another key', 'web', 'a')).not.toBe(conversationId(KEY, 'web', 'a'));
});

test('the conversation follows from a session ID, and sessions sort by when they were opened', () => {
  const conversation = conversationId(KEY, 'web', 'a');
  const earlier = newSessionId(conversation, 1_000_000);
  const later = newSessionId(conversation, 2_000_000);
  expect(conversationOf(earlier)).toBe(conversation);
  expect(earlier < later).toBe(true);
});

test.each(['', 'x', 'chat/abc', 'A'.repeat(20), '../../etc', `${'0'.repeat(20)}-`, '0'.repeat(47)])(
  'what cannot be a session ID belongs to no conversation: %p',
  (id) => {
    expect(conversationOf(id)).toBeNull();
  },
);

test('a message key has 96 bits and no separator of state in it', () => {
  expect(messageKey('m-1')).toMatch(/^[\w-]{16}$/);
  expect(messageKey('m-1')).not.toBe(messageKey('m-2'));
});

test('a digest tells author, visibility and text apart', () => {
  const maya = { type: 'agent', id: 'maya' } as const;
  const digests = [
    messageDigest({ type: 'customer' }, 'public', 'hello'),
    messageDigest(maya, 'public', 'hello'),
    messageDigest(maya, 'note', 'hello'),
    messageDigest(maya, 'public', 'hello!'),
    messageDigest({ type: 'agent', id: 'noor' }, 'public', 'hello'),
    messageDigest({ type: 'bot', id: null }, 'public', 'hello'),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(digests[0]).toMatch(/^[\w-]{8}$/);
});

test('a digest of a body does not depend on the order of its keys', () => {
  expect(valueDigest({ a: 1, b: { c: 2, d: 3 } })).toBe(valueDigest({ b: { d: 3, c: 2 }, a: 1 }));
  expect(valueDigest({ a: [1, 2] })).not.toBe(valueDigest({ a: [2, 1] }));
});

test('an idempotency key means something else under another caller or call', () => {
  const key = commandKey('anybody', 'POST /end', 'k');
  expect(key).not.toBe(commandKey('somebody', 'POST /end', 'k'));
  expect(key).not.toBe(commandKey('anybody', 'POST /accept', 'k'));
});
