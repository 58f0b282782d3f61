import { expect, test } from '@jest/globals';
import { given, type Scenario } from './support/scenario.ts';

const limited = { queue: { maxWaitSeconds: 100 }, response: { enabled: false } };

/** The supervisors’ alerts so far, with the second each is stamped with. */
const alerts = (story: Scenario): unknown[] =>
  story.logged('supervisor.alert').map(({ data }) => data['alert']);

test('queue limit near: after four fifths of it, once per wait', () => {
  const story = given(limited).customerWrites();
  expect(story.timers).toEqual({ queueLimitNear: 80, queueLimit: 100 });
  story.after(80);
  expect(alerts(story)).toEqual(['nobody_available', 'queue_limit_near']);
  expect(story.logged('supervisor.alert').at(-1)?.reason?.trigger).toBe('timer: queueLimitNear');
  expect(story.timers).toEqual({ queueLimit: 100 });
  story.agents('a_1').presence('a_1', 'removed').after(90);
  expect(story.status).toBe('queued');
  expect(alerts(story).filter((alert) => alert === 'queue_limit_near')).toHaveLength(1);
});

test('queue limit near: nobody is alerted of a session in which nobody waits', () => {
  const story = given(limited).opens();
  expect(story.timers).toEqual({ queueLimit: 100 });
  story.after(90).customerWrites();
  expect(story.timers.queueLimitNear).toBe(90);
  expect(alerts(story.after(0))).toEqual(['queue_limit_near']);
});

test('queue limit near: the fraction is exact for the shortest limit, and there is none without one', () => {
  expect(given({ queue: { maxWaitSeconds: 1 } }).customerWrites().timers.queueLimitNear).toBe(0.8);
  expect(given().customerWrites().timers.queueLimitNear).toBeUndefined();
});

test('queue limit near: seen late it comes once, stamped with its due instant, before the close', () => {
  const story = given(limited).customerWrites().outage(500).workerReturns();
  const [, near] = story.logged('supervisor.alert');
  expect([near?.data['alert'], near?.atMs, near?.processedAtMs]).toEqual([
    'queue_limit_near',
    story.nowMs - 420_000,
    story.nowMs,
  ]);
  expect(story.log.indexOf('supervisor.alert')).toBeLessThan(story.log.indexOf('session.closed'));
});

test('nobody available: once per wait, however often nobody is found', () => {
  const story = given({
    reassignment: { afterSeconds: 60, maxHops: 0 },
    response: { enabled: false },
  });
  story.agents('a_1').customerWrites().after(300);
  expect(alerts(story)).toEqual(['nobody_available']);
  story.agentWrites('a_1').customerWrites().after(300);
  expect(alerts(story)).toEqual(['nobody_available', 'nobody_available']);
});

test('hops spent: once per wait, however long the customer waits on', () => {
  const story = given({
    reassignment: { afterSeconds: 60, maxHops: 1 },
    response: { enabled: false },
  });
  story.agents('a_1', 'a_2').customerWrites().after(600);
  expect(alerts(story)).toEqual(['hops_spent']);
  story.agentWrites('a_2').customerWrites().after(600);
  expect(alerts(story)).toEqual(['hops_spent', 'hops_spent']);
});

test('overdue: the supervisors are told once per wait, whoever gets the session meanwhile', () => {
  const story = given({
    response: { limitSeconds: 100, warningSeconds: 0 },
    reassignment: { afterSeconds: 60, maxHops: 0 },
  });
  story.agents('a_1', 'a_2').customerWrites().after(600);
  expect(story.notified('overdue').filter((to) => to === 'supervisors')).toHaveLength(1);
  story
    .agentWrites(story.agentId ?? '')
    .customerWrites()
    .after(600);
  expect(story.notified('overdue').filter((to) => to === 'supervisors')).toHaveLength(2);
});
