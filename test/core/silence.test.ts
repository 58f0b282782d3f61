import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const idle = {
  autoClose: {
    afterSeconds: 100,
    message: 'Bye',
    reminders: [
      { afterSeconds: 30, message: 'First' },
      { afterSeconds: 60, message: 'Second' },
    ],
  },
};

const texts = (story: ReturnType<typeof given>) =>
  story.sent.map(({ record }) => record.message?.text);

test('auto-close is armed by each public agent message', () => {
  const story = given(idle).agents('a_1').customerWrites().after(5).agentWrites('a_1');
  expect(story.timers).toEqual({ reminder: 35, autoClose: 105 });
  story.after(5).agentWrites('a_1');
  expect(story.timers).toEqual({ reminder: 40, autoClose: 110 });
});

test('auto-close is cancelled by any customer message: it never closes on one who waits', () => {
  const story = given(idle).agents('a_1').customerWrites().agentWrites('a_1').after(99);
  story.customerWrites();
  expect(story.timers).not.toHaveProperty('autoClose');
  expect(story.after(10_000).status).toBe('active');
});

test('a customer message handled at the moment of the close cancels it', () => {
  const story = given(idle).agents('a_1').customerWrites().agentWrites('a_1').outage(200);
  story.customerWrites({ receivedAt: 150 }).workerReturns();
  expect(story.status).toBe('active');
});

test('the close sends its message and is stamped with its due instant', () => {
  const story = given(idle).agents('a_1').customerWrites().agentWrites('a_1').after(100);
  expect(story.session).toMatchObject({ status: 'closed', closeReason: 'customer_idle' });
  expect(texts(story)).toEqual(['First', 'Second', 'Bye']);
  expect(story.pool.load('a_1')).toBe(0);
});

test('each reminder goes out once in a stretch of silence, and anew in the next', () => {
  const story = given(idle).agents('a_1').customerWrites().agentWrites('a_1').after(45);
  expect(texts(story)).toEqual(['First']);
  story.agentWrites('a_1').after(45);
  expect(texts(story)).toEqual(['First', 'First']);
});

test('a session that an agent has but nobody writes in closes counting from the assignment, unreminded', () => {
  const story = given(idle).opens().after(10).agents('a_1');
  expect(story.timers).toEqual({ autoClose: 110 });
  story.after(50).assigns('a_2').agents('a_2').assigns('a_2');
  expect(story.timers).toEqual({ autoClose: 160 });
});

test('notes, bots and system messages neither arm nor cancel', () => {
  const story = given(idle).agents('a_1').customerWrites().agentWrites('a_1').after(5);
  story.agentWrites('a_1', { visibility: 'note' }).writes({ type: 'bot', id: null });
  expect(story.timers).toEqual({ reminder: 30, autoClose: 100 });
});

test('auto-close that is off leaves no trace, reminders included', () => {
  const story = given({ autoClose: { ...idle.autoClose, enabled: false } })
    .agents('a_1')
    .customerWrites()
    .agentWrites('a_1');
  expect(story.timers).toEqual({});
});

test('a transfer keeps the silence counting from the last agent message', () => {
  const story = given(idle).agents('a_1', 'a_2').customerWrites().agentWrites('a_1').after(50);
  expect(story.transfersTo('a_2').timers).toEqual({ reminder: 60, autoClose: 100 });
});

test('who gets a session whose silence ran out meanwhile is not closed on at once', () => {
  const story = given({ ...idle, reception: { mode: 'manual', acceptSeconds: 300 } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .agentWrites('a_1')
    .after(70)
    .transfersTo('a_2');
  expect(story.timers).toEqual({ accept: 370 });
  story.after(200).accepts('a_2');
  expect(story.timers).toEqual({ autoClose: 370 });
});

test('a requeued session does not auto-close while nobody has it', () => {
  const story = given(idle).agents('a_1').customerWrites().agentWrites('a_1');
  story.presence('a_1', 'removed').after(10_000);
  expect(story.status).toBe('queued');
});

test('an empty message sends nothing', () => {
  const story = given({ autoClose: { afterSeconds: 10, message: '' } })
    .agents('a_1')
    .opens()
    .after(10);
  expect([story.status, story.sent.length]).toEqual(['closed', 0]);
});
