import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const limited = { queue: { maxWaitSeconds: 100, message: 'Sorry' }, response: { enabled: false } };

test('the queue limit counts from the creation, and closes with its message', () => {
  const story = given(limited).customerWrites();
  expect(story.timers.queueLimit).toBe(100);
  story.after(100);
  expect(story.session).toMatchObject({ status: 'closed', closeReason: 'queue_timeout' });
  expect(story.sent.map(({ cause, record }) => [cause, record.message?.text])).toEqual([
    ['queue message', 'Sorry'],
  ]);
});

test('a queue limit of zero is none', () => {
  const story = given({ queue: { maxWaitSeconds: 0 } })
    .customerWrites()
    .after(1_000_000);
  expect(story.status).toBe('queued');
});

test('an assignment disarms the limit; the loss of the agent starts it anew', () => {
  const story = given(limited).agents('a_1').after(10).customerWrites();
  expect(story.timers).toEqual({});
  story.after(500).presence('a_1', 'removed').after(0);
  expect(story.timers.queueLimit).toBe(610);
});

test('being rung between does not start it anew', () => {
  const story = given({ ...limited, reception: { mode: 'manual', acceptSeconds: 30 } })
    .agents('a_1')
    .customerWrites()
    .after(30);
  expect(story.timers.queueLimit).toBe(100);
});

test('it closes while an agent is being looked for, and who is found then is let go', () => {
  const story = given(limited).agents('a_1').slowly().customerWrites().after(100).worldAnswers();
  expect(story.status).toBe('closed');
  expect(story.pool.load('a_1')).toBe(0);
});

test('a search that failed for good is tried again after the accept time', () => {
  const story = given({ reception: { acceptSeconds: 30 } })
    .slowly()
    .customerWrites();
  const number = story.session.search?.number ?? 0;
  story.news.length = 0;
  story.happens({
    type: 'effectFailed',
    sessionId: story.session.id,
    effect: 'findAgent',
    number,
    reason: 'given up',
  });
  expect(story.timers).toEqual({ nextRound: 30 });
  expect(story.agents('a_1').worldAnswers().after(30).agentId).toBe('a_1');
});

test('a session nobody had before an agent came free is served from its ticket', () => {
  const story = given().customerWrites().after(50).agents('a_1');
  expect(story.agentId).toBe('a_1');
});
