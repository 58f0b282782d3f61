import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

import { instantOf } from './support/events.ts';
import type { Calendar } from '../../src/core/settings.ts';

/** Open from 0 to 50, from 1000 to 1100, and from 2000 on. */
const DAYS = 86_400;
const calendar: Calendar = {
  open: [
    [instantOf(0), instantOf(50)],
    [instantOf(1000), instantOf(1100)],
    [instantOf(2000), instantOf(300 * DAYS)],
  ],
  untilMs: instantOf(300 * DAYS),
};
const timersOf = (story: ReturnType<typeof given>) => {
  const { calendar: _, ...timers } = story.timers;
  return timers;
};

test('response counts open time, and so does the warning: limit − warning of open time', () => {
  const story = given({ response: { limitSeconds: 100, warningSeconds: 60 } }, { calendar })
    .agents('a_1')
    .at(20)
    .customerWrites();
  expect(timersOf(story)).toEqual({ warning: 1010, overdue: 1070 });
  story.at(1080).agentWrites('a_1');
  expect(story.session.latenessMs).toBe(10_000);
});

test('lateness counts open time only', () => {
  const story = given({ response: { limitSeconds: 40, warningSeconds: 0 } }, { calendar }).agents(
    'a_1',
  );
  story.customerWrites().at(1000).agentWrites('a_1');
  expect(story.session.latenessMs).toBe(10_000);
});

test('reassignment, reminders, auto-close and queue limit count open time', () => {
  const reassignment = given({ reassignment: { afterSeconds: 60 } }, { calendar });
  expect(reassignment.agents('a_1').customerWrites().timers.reassignment).toBe(1010);
  const silent = given(
    { autoClose: { afterSeconds: 100, reminders: [{ afterSeconds: 60, message: 'Hello?' }] } },
    { calendar },
  );
  silent.agents('a_1').customerWrites().agentWrites('a_1');
  expect(timersOf(silent)).toEqual({ reminder: 1010, autoClose: 1050 });
  const queued = given({ queue: { maxWaitSeconds: 60 } }, { calendar }).customerWrites();
  expect(queued.timers.queueLimit).toBe(1010);
});

test('accept, rounds, offline and hold run on the wall clock', () => {
  const rules = { reception: { mode: 'manual', acceptSeconds: 30 }, offline: { graceSeconds: 20 } };
  const story = given(rules as Parameters<typeof given>[0], { calendar })
    .agents('a_1')
    .at(100);
  story.customerWrites();
  expect(story.timers.accept).toBe(130);
  expect(story.presence('a_1', 'offline').timers.offline).toBe(120);
  story.presence('a_1', 'online').at(130);
  expect(story.timers.nextRound).toBe(160);
  story.at(160).accepts('a_1').agentWrites('a_1').holds(170);
  expect(story.timers.hold).toBe(170);
});

test('open time spent before a hold counts, time on hold does not', () => {
  const story = given({ autoClose: { afterSeconds: 60 } }, { calendar }).agents('a_1');
  story.customerWrites().agentWrites('a_1').at(500).holds(1050).at(1050);
  expect(story.timers.autoClose).toBe(1060);
});

test('closed hours never keep a session from being assigned', () => {
  const story = given({}, { calendar }).agents('a_1').at(500).customerWrites();
  expect(story.status).toBe('active');
});

test('a deadline beyond the expansion is armed once the calendar has been extended', () => {
  const short: Calendar = {
    open: [[instantOf(0), instantOf(50)]],
    untilMs: instantOf(40 * DAYS),
  };
  const story = given(
    { response: { limitSeconds: 100, warningSeconds: 0 } },
    { calendar: short },
  ).agents('a_1');
  story.customerWrites();
  expect(story.timers).toEqual({ calendar: 10 * DAYS });
  story.at(10 * DAYS);
  expect(story.effects.at(-1)).toMatchObject({ type: 'extendCalendar', fromMs: instantOf(0) });
  expect(story.timers).toEqual({});
  story.happens({ type: 'calendarExtended', sessionId: story.session.id, calendar });
  story.workerReturns();
  expect(story.logged('session.overdue')[0]?.atMs).toBe(instantOf(1050));
});

test('an extension that fails, or brings nothing, is asked for again a day later, not at once', () => {
  const short: Calendar = { open: [], untilMs: instantOf(0) };
  const story = given({}, { calendar: short }).customerWrites().after(0);
  const sessionId = story.session.id;
  story.happens({ type: 'calendarExtended', sessionId, calendar: short });
  expect(story.timers).toEqual({ calendar: DAYS });
  story.at(DAYS).happens({
    type: 'effectFailed',
    sessionId,
    effect: 'extendCalendar',
    number: null,
    reason: 'given up',
  });
  expect(story.timers).toEqual({ calendar: 2 * DAYS });
});

test('a calendar nobody asked for, or for a closed session, changes nothing', () => {
  const story = given().customerWrites();
  const before = story.session;
  story.happens({ type: 'calendarExtended', sessionId: before.id, calendar });
  expect(story.session).toBe(before);
  const closed = given({}, { calendar: { open: [], untilMs: instantOf(0) } });
  const ended = closed.customerWrites().after(0).ends().session;
  closed.happens({ type: 'calendarExtended', sessionId: ended.id, calendar });
  expect(closed.session).toBe(ended);
});
