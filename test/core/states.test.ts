import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const ringing = { reception: { mode: 'manual' } } as const;

test('a session that nobody has is queued', () => {
  const story = given().customerWrites();
  expect(story.status).toBe('queued');
});

test('with automatic reception the agent found serves at once', () => {
  const story = given().agents('a_1').customerWrites();
  expect([story.status, story.agentId]).toEqual(['active', 'a_1']);
  expect(story.notified('assigned')).toEqual(['a_1']);
});

test('with manual reception the agent found is rung, and serves on accepting', () => {
  const story = given(ringing).agents('a_1').customerWrites();
  expect([story.status, story.agentId]).toEqual(['offered', null]);
  expect(story.notified('offered')).toEqual(['a_1']);
  story.accepts('a_1');
  expect([story.status, story.agentId]).toEqual(['active', 'a_1']);
});

test('a hold takes an active session to on_hold, resuming takes it back', () => {
  const story = given().agents('a_1').customerWrites().agentWrites('a_1').holds(60);
  expect(story.status).toBe('on_hold');
  expect(story.resumes().status).toBe('active');
});

test('closed is final', () => {
  const story = given().agents('a_1').customerWrites().ends();
  const closed = story.session;
  expect(closed.status).toBe('closed');
  story.presence('a_1', 'offline').after(1_000_000).workerReturns();
  expect(story.session).toBe(closed);
});

test('what is armed is nothing once closed', () => {
  const story = given({ queue: { maxWaitSeconds: 60 } })
    .customerWrites()
    .ends();
  expect(story.timers).toEqual({});
});

test('awaiting follows from the messages: none, agent, customer, and none when closed', () => {
  const story = given().agents('a_1').opens();
  expect(story.session.awaiting).toBe('none');
  expect(story.customerWrites().session.awaiting).toBe('agent');
  expect(story.agentWrites('a_1').session.awaiting).toBe('customer');
  expect(story.customerWrites().session.awaiting).toBe('agent');
  expect(story.ends().session.awaiting).toBe('none');
});

test('an agent who writes first has the last word', () => {
  const story = given().agents('a_1').opens().agentWrites('a_1');
  expect(story.session.awaiting).toBe('customer');
});

test.each(['bot', 'system'] as const)('a %s has no word: awaiting stays', (type) => {
  const story = given().agents('a_1').opens().writes({ type, id: null });
  expect(story.session.awaiting).toBe('none');
  story.customerWrites().writes({ type, id: null });
  expect(story.session.awaiting).toBe('agent');
});

test('a wait survives offer, requeue and reassignment', () => {
  const story = given({ ...ringing, reassignment: { afterSeconds: 10 } })
    .agents('a_1', 'a_2')
    .customerWrites();
  const sinceMs = story.session.wait?.sinceMs;
  story.accepts('a_1').after(10);
  expect(story.status).toBe('offered');
  expect(story.session.wait?.sinceMs).toBe(sinceMs);
  story.accepts('a_2');
  expect(story.session.wait?.sinceMs).toBe(sinceMs);
  story.presence('a_1', 'offline').presence('a_2', 'removed').after(0);
  expect(story.status).toBe('queued');
  expect(story.session.wait?.sinceMs).toBe(sinceMs);
});
