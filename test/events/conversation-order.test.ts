/** A conversation's events go in the order of its sessions and numbers. */

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConversationOrder, type Ordered } from '../../src/api/events/conversation-order.ts';

const event = (sequence: number, session = 1, conversation = 'c'): Ordered => ({
  conversationId: conversation,
  sessionId: `${conversation}-${String(session)}`,
  sequence,
  position: BigInt(1_000 * session + sequence),
});

const numbers = (events: Ordered[]): string[] =>
  events.map(({ sessionId, sequence }) => `${sessionId ?? '-'}:${String(sequence)}`);

test('whatever order they come in, they go in theirs, each once', () => {
  const all = [1, 2].flatMap((session) => [1, 2, 3, 4, 5, 6].map((n) => event(n, session)));
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      const order = new ConversationOrder<Ordered>(1_000);
      const gone = shuffled.flatMap((one) => order.take([one], 0));
      for (const session of [1, 2]) {
        const own = gone.filter(({ sessionId }) => sessionId === `c-${String(session)}`);
        expect(own.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
      }
      expect(order.waiting()).toEqual([]);
    }),
  );
});

test('an event waits for the one before it, with all that come after, and not for ever', () => {
  const order = new ConversationOrder<Ordered>(1_000);
  expect(numbers(order.take([event(1), event(3), event(1, 2)], 0))).toEqual(['c-1:1']);
  expect(numbers(order.take([event(1, 1, 'd')], 500))).toEqual(['d-1:1']);
  expect(order.goneBy(999)).toEqual([]);
  expect(numbers(order.goneBy(1_000))).toEqual(['c-1:3', 'c-2:1']);
});

test('a number that has gone before, decided anew, goes at once', () => {
  const order = new ConversationOrder<Ordered>(1_000);
  order.take([event(1), event(2)], 0);
  expect(numbers(order.take([event(2)], 0))).toEqual(['c-1:2']);
});

test('of a session that was not met before it is said what has gone', () => {
  const order = new ConversationOrder<Ordered>(1_000);
  expect(order.knows(event(7))).toBe(false);
  order.follows(event(7));
  expect(numbers(order.take([event(7)], 0))).toEqual(['c-1:7']);
});

test('events of no session wait for nobody', () => {
  const order = new ConversationOrder<Ordered>(1_000);
  const lone = { conversationId: null, sessionId: null, sequence: null, position: 1n };
  expect(order.take([event(2), lone], 0)).toEqual([lone]);
});
