import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const response = { limitSeconds: 100, warningSeconds: 30 };
const given100 = () => given({ response });

test('the clock starts with the first unanswered message when an agent serves', () => {
  const story = given100().agents('a_1').opens().after(10).customerWrites();
  expect(story.timers).toMatchObject({ warning: 80, overdue: 110 });
});

test('the clock starts with the accept when the message came before', () => {
  const story = given({ response, reception: { mode: 'manual' } })
    .agents('a_1')
    .customerWrites();
  expect(story.timers).not.toHaveProperty('overdue');
  story.after(7).accepts('a_1');
  expect(story.timers).toMatchObject({ warning: 77, overdue: 107 });
});

test('the clock starts with an automatic assignment from the queue', () => {
  const story = given100().customerWrites().after(500).agents('a_1');
  expect(story.timers).toMatchObject({ overdue: 600 });
});

test('a session that nobody has been given yet does not go overdue', () => {
  const story = given100().customerWrites().after(1000);
  expect(story.timers).toEqual({});
  expect(story.session.everOverdue).toBe(false);
});

test('once started the clock runs on through queue and offer', () => {
  const story = given({
    response,
    reception: { mode: 'manual' },
    reassignment: { afterSeconds: 10 },
  })
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .after(10);
  expect(story.status).toBe('offered');
  expect(story.timers.overdue).toBe(100);
  story.presence('a_1', 'offline').presence('a_2', 'offline').after(80);
  expect(story.status).toBe('queued');
  expect(story.timers.overdue).toBe(100);
  story.at(100);
  expect(story.logged('session.overdue')).toHaveLength(1);
});

test('a wait that opens in the queue runs at once when the session had an agent before', () => {
  const story = given100().agents('a_1').opens().presence('a_1', 'removed').after(20);
  expect(story.status).toBe('queued');
  expect(story.customerWrites().timers).toMatchObject({ overdue: 120 });
});

test('more customer messages never move the deadline', () => {
  const story = given100().agents('a_1').customerWrites().after(50).customerWrites();
  expect(story.timers).toMatchObject({ overdue: 100 });
});

test('notes, bots and system messages do not end the wait', () => {
  const story = given100()
    .agents('a_1')
    .customerWrites()
    .agentWrites('a_1', { visibility: 'note' })
    .agentWrites('a_2', { visibility: 'note' })
    .writes({ type: 'bot', id: 'b_1' })
    .writes({ type: 'system', id: null });
  expect(story.refusal).toBeNull();
  expect(story.timers).toMatchObject({ overdue: 100 });
});

test('a public message by the agent ends the wait', () => {
  const story = given100().agents('a_1').customerWrites().after(5).agentWrites('a_1');
  expect(story.session.wait).toBeNull();
  expect(story.timers).toEqual({});
  const [answered] = story.logged('session.answered');
  expect(answered?.data).toEqual({ waitedMs: 5000, lateMs: 0, agentId: 'a_1' });
});

test('the next message after an answer opens a new wait with a clock of its own', () => {
  const story = given100().agents('a_1').customerWrites().after(5).agentWrites('a_1').after(5);
  expect(story.customerWrites().timers).toMatchObject({ warning: 80, overdue: 110 });
});

test('the warning notifies the agent once per wait', () => {
  const story = given100().agents('a_1').customerWrites().after(90).customerWrites().after(5);
  expect(story.notified('warned')).toEqual(['a_1']);
  expect(story.logged('session.warned')).toHaveLength(1);
});

test('no warning with a warning time of zero', () => {
  const story = given({ response: { limitSeconds: 100, warningSeconds: 0 } })
    .agents('a_1')
    .customerWrites();
  expect(story.timers).toEqual({ overdue: 100 });
});

test('a response group that is off leaves no trace', () => {
  const story = given({ response: { ...response, enabled: false } })
    .agents('a_1')
    .customerWrites()
    .after(5000)
    .agentWrites('a_1');
  expect(story.session).toMatchObject({ everOverdue: false, overdueCount: 0, latenessMs: 0 });
  expect(story.log).not.toContain('session.overdue');
});

test('overdue marks the wait and notifies the agent and the supervisors, once per wait', () => {
  const story = given100().agents('a_1').customerWrites().after(400).customerWrites().after(400);
  expect(story.notified('overdue')).toEqual(['a_1', 'supervisors']);
  expect(story.session).toMatchObject({ everOverdue: true, overdueCount: 1 });
});

test('without an agent warning and overdue go to the supervisors, credited to the last agent', () => {
  const story = given100().agents('a_1').customerWrites().presence('a_1', 'removed').after(150);
  expect(story.status).toBe('queued');
  expect(story.notified('warned')).toEqual(['supervisors']);
  expect(story.notified('overdue')).toEqual(['supervisors']);
  expect(story.logged('session.overdue')[0]?.data).toEqual({ agentId: 'a_1' });
});

test('answering clears overdue; everOverdue, the count and the lateness stay', () => {
  const story = given100().agents('a_1').customerWrites().after(130).agentWrites('a_1');
  expect(story.session.wait).toBeNull();
  expect(story.session).toMatchObject({ everOverdue: true, overdueCount: 1, latenessMs: 30_000 });
  story.customerWrites().after(110).agentWrites('a_1');
  expect(story.session).toMatchObject({ overdueCount: 2, latenessMs: 40_000 });
});

test('a message beats a timer handled at the same moment: an answer at the deadline is in time', () => {
  const story = given100().agents('a_1').customerWrites().outage(100).agentWrites('a_1');
  story.workerReturns();
  expect(story.session).toMatchObject({ everOverdue: false, overdueCount: 0, latenessMs: 0 });
});

test('an answer after the deadline is late though the notice had not gone out', () => {
  const story = given100().agents('a_1').customerWrites().outage(130).agentWrites('a_1');
  story.workerReturns();
  expect(story.session).toMatchObject({ everOverdue: true, overdueCount: 1, latenessMs: 30_000 });
  expect(story.notified('overdue')).toEqual([]);
  expect(story.logged('session.overdue')[0]?.reason?.dueAtMs).toBe(story.nowMs - 30_000);
});

test('an answer received before the deadline is in time though it was handled after', () => {
  const story = given100().agents('a_1').customerWrites().outage(130);
  story.agentWrites('a_1', { receivedAt: 99 });
  expect(story.session).toMatchObject({ everOverdue: false, latenessMs: 0 });
});

test('a wait that the close ends after its deadline is late too', () => {
  const story = given100().agents('a_1').customerWrites().outage(130).ends('customer');
  expect(story.session).toMatchObject({ everOverdue: true, overdueCount: 1, latenessMs: 30_000 });
});

test('the breach is credited to whoever was responsible at that instant, however late it is seen', () => {
  const story = given100().agents('a_1', 'a_2').customerWrites().outage(150).assigns('a_2');
  expect(story.agentId).toBe('a_2');
  const [overdue] = story.logged('session.overdue');
  expect(overdue?.data).toEqual({ agentId: 'a_1' });
  expect(overdue?.reason?.dueAtMs).toBe(story.nowMs - 50_000);
});

test('reassignment does not restart the response deadline', () => {
  const story = given({ response, reassignment: { afterSeconds: 40 } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .after(40);
  expect(story.agentId).toBe('a_2');
  expect(story.timers).toMatchObject({ overdue: 100, reassignment: 80 });
});

test('overdue and reassignment due at the same instant: overdue first, credited to the former agent', () => {
  const story = given({ response, reassignment: { afterSeconds: 100 } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .after(100);
  expect(story.agentId).toBe('a_2');
  expect(story.log.indexOf('session.overdue')).toBeLessThan(
    story.log.indexOf('session.search_started'),
  );
  expect(story.logged('session.overdue')[0]?.data).toEqual({ agentId: 'a_1' });
});
