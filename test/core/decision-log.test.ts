import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

import { instantOf } from './support/events.ts';

const everything = {
  reassignment: { afterSeconds: 60, maxHops: 1 },
  response: { limitSeconds: 100, warningSeconds: 20 },
};

test('every timer that fired is logged with when it was due and when it was processed, and why', () => {
  const story = given(everything).agents('a_1').customerWrites().outage(1000).workerReturns();
  const fired = story.records
    .map(({ record }) => record)
    .filter(({ reason }) => reason?.trigger.startsWith('timer: '));
  expect(
    fired.map(({ type, reason, atMs, processedAtMs }) => [
      type,
      reason?.trigger,
      atMs,
      processedAtMs,
    ]),
  ).toEqual([
    ['session.search_started', 'timer: reassignment', instantOf(60), instantOf(1000)],
    ['session.warned', 'timer: warning', instantOf(80), instantOf(1000)],
    ['session.overdue', 'timer: overdue', instantOf(100), instantOf(1000)],
  ]);
});

test('a clock that is put back makes no decision older than the one before it', () => {
  const story = given().agents('a_1').customerWrites().outage(-3600).agentWrites('a_1');
  const instants = story.records.map(({ record }) => record.processedAtMs);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  expect(story.session.processedAtMs).toBe(instants.at(-1));
});

test('after an outage every past-due timer fires once', () => {
  const story = given(everything).agents('a_1').customerWrites().outage(1000);
  story.workerReturns().workerReturns().workerReturns();
  expect(story.logged('session.warned')).toHaveLength(1);
  expect(story.logged('session.overdue')).toHaveLength(1);
  expect(story.session.overdueCount).toBe(1);
});

test('reminders and auto-close all past due fire in order, each with its own instant', () => {
  const story = given({
    autoClose: {
      afterSeconds: 100,
      reminders: [
        { afterSeconds: 30, message: 'First' },
        { afterSeconds: 60, message: 'Second' },
      ],
    },
  })
    .agents('a_1')
    .customerWrites()
    .agentWrites('a_1')
    .outage(5000)
    .workerReturns();
  expect(story.sent.map(({ record }) => record.atMs)).toEqual([30, 60, 100].map(instantOf));
  expect(story.session.closedAtMs).toBe(instantOf(100));
});

test('what was received during the outage is applied before the timers', () => {
  const story = given(everything).agents('a_1').customerWrites().outage(1000);
  story.agentWrites('a_1', { receivedAt: 70 }).workerReturns();
  expect(story.log).not.toContain('session.overdue');
});

test('an assignment lists the candidates considered and why each was passed over', () => {
  const story = given()
    .agent('a_1', { presence: 'away' })
    .agent('a_2', { capacity: 0 })
    .agents('a_3')
    .customerWrites();
  expect(story.logged('session.assigned')[0]?.reason?.candidates).toEqual([
    { agentId: 'a_1', reason: 'away' },
    { agentId: 'a_2', reason: 'at capacity' },
    { agentId: 'a_3', reason: 'free' },
  ]);
});

test('a reassignment names the timer’s due instant and who had the session in this round', () => {
  const story = given(everything).agents('a_1', 'a_2').customerWrites().after(60);
  const [reassigned] = story.logged('session.reassigned');
  expect(reassigned?.reason?.dueAtMs).toBe(instantOf(60));
  expect(reassigned?.data).toEqual({ agentId: 'a_2', fromAgentId: 'a_1' });
  expect(reassigned?.reason?.candidates?.[0]).toEqual({
    agentId: 'a_1',
    reason: 'has the session',
  });
});

test('what nobody could take says why', () => {
  const story = given().agent('a_1', { presence: 'offline' }).customerWrites();
  expect(story.logged('session.queued')[0]?.reason).toMatchObject({
    rule: 'Nobody can take the session now',
    candidates: [{ agentId: 'a_1', reason: 'offline' }],
  });
});

test('a search for another agent is logged though it is overtaken', () => {
  const story = given(everything).agents('a_1', 'a_2').customerWrites().slowly().after(60);
  story.agentWrites('a_1').worldAnswers();
  expect(story.logged('session.search_started')[0]?.reason?.dueAtMs).toBe(instantOf(60));
});

test('records carry the version of the settings that decided', () => {
  const story = given().customerWrites();
  expect(new Set(story.records.map(({ record }) => record.settingsVersion))).toEqual(new Set([1]));
});

test('an end names who ended and the note', () => {
  const story = given().customerWrites();
  story.gives({ type: 'end', by: 'admin', id: 'x_1', note: 'spam' });
  expect(story.logged('session.closed')[0]?.reason?.trigger).toBe('end by admin x_1: spam');
});

test('a notification keeps its key, one for each who is told', () => {
  const story = given(everything).agents('a_1').customerWrites().after(200);
  const keys = story.notifications.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
