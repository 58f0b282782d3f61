import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const manual = { reception: { mode: 'manual', acceptSeconds: 30, awayAfterMisses: 2 } } as const;

test('accept: due after the accept time from the offer, on the wall clock', () => {
  const story = given(manual).agents('a_1').after(5).customerWrites();
  expect(story.timers).toEqual({ accept: 35 });
});

test('a missed offer is released and counted, and goes to the next agent', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().after(30);
  expect(story.session.offer?.agentId).toBe('a_2');
  expect(story.pool.load('a_1')).toBe(0);
  expect(story.effects).toContainEqual({
    type: 'releaseAgent',
    request: expect.objectContaining({ agentId: 'a_1', outcome: 'missed', awayAfterMisses: 2 }),
  });
  expect(story.logged('session.offer_missed')[0]?.data).toEqual({ agentId: 'a_1', counted: true });
});

test('an offer missed by all goes to the queue, and the supervisors hear it once per wait', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().after(60);
  expect(story.status).toBe('queued');
  story.after(60).after(90);
  expect(story.notified('supervisor_alert')).toEqual(['supervisors']);
});

test('a decline is not a miss, and moves the offer on at once', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().declines('a_1');
  expect(story.session.offer?.agentId).toBe('a_2');
  expect(story.effects).toContainEqual({
    type: 'releaseAgent',
    request: expect.objectContaining({ agentId: 'a_1', outcome: 'declined' }),
  });
});

test('an accept ends the row of misses', () => {
  const story = given(manual).agents('a_1').customerWrites().accepts('a_1');
  expect(story.effects).toContainEqual(
    expect.objectContaining({ type: 'recordAccept', agentId: 'a_1' }),
  );
});

test('an accept wins until the offer has moved on, also when its time is over', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().outage(45).accepts('a_1');
  expect([story.refusal, story.agentId]).toEqual([null, 'a_1']);
});

test('an accept after the offer moved on: offer_expired', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().after(30).accepts('a_1');
  expect(story.refusal?.code).toBe('offer_expired');
  expect(story.accepts('a_2').accepts('a_1').refusal?.code).toBe('offer_expired');
});

test('an accept or decline by another agent: not_offered', () => {
  const story = given(manual).agents('a_1').customerWrites();
  expect(story.accepts('a_9').refusal?.code).toBe('not_offered');
  expect(story.declines('a_9').refusal?.code).toBe('not_offered');
});

test('of two accepts one wins, the second is not_offered', () => {
  const story = given(manual).agents('a_1').customerWrites().accepts('a_1').accepts('a_1');
  expect(story.refusal?.code).toBe('not_offered');
  expect(story.logged('session.assigned')).toHaveLength(1);
});

test('an agent rung again after a missed offer may accept the new one', () => {
  const story = given(manual).agents('a_1').customerWrites().after(60);
  expect(story.session.offer?.agentId).toBe('a_1');
  expect(story.accepts('a_1').agentId).toBe('a_1');
});

test('each agent is tried once per round; the next begins the accept time after the round ended', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().after(60);
  expect(story.timers).toEqual({ nextRound: 90 });
  story.after(30);
  expect(story.session.offer?.agentId).toBe('a_1');
  expect(story.logged('session.round_started')).toHaveLength(1);
  expect(story.after(30).session.offer?.agentId).toBe('a_2');
});

test('a new round begins at once when an agent comes free, and everybody is a candidate again', () => {
  const story = given(manual).agents('a_1').customerWrites().after(30);
  expect(story.status).toBe('queued');
  story.after(5).agents('a_2');
  expect(story.session.offer?.agentId).toBe('a_2');
  expect(story.logged('session.round_started')).toHaveLength(1);
  expect(story.after(30).session.offer?.agentId).toBe('a_1');
});

test('with nobody ever tried no round follows: the ticket waits for an agent', () => {
  const story = given(manual).customerWrites().after(500);
  expect(story.timers).toEqual({});
  expect(story.session.search?.ticketed).toBe(true);
  expect(story.agents('a_1').session.offer?.agentId).toBe('a_1');
});

test('an offer is missed when its agent is gone for the grace time; no miss is counted', () => {
  const story = given({ ...manual, offline: { graceSeconds: 10 } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .after(5)
    .presence('a_1', 'offline', 3);
  expect(story.timers).toMatchObject({ offline: 13 });
  story.at(13);
  expect(story.session.offer?.agentId).toBe('a_2');
  expect(story.logged('session.offer_missed')[0]?.data).toEqual({ agentId: 'a_1', counted: false });
});

test('an agent who accepts while offline is still gone: the grace runs on', () => {
  const story = given({ ...manual, offline: { graceSeconds: 10 } })
    .agents('a_1')
    .customerWrites()
    .presence('a_1', 'offline')
    .after(5)
    .accepts('a_1');
  expect(story.timers.offline).toBe(10);
});

test('the offer of a deleted agent moves on without grace', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().presence('a_1', 'removed');
  expect(story.after(0).session.offer?.agentId).toBe('a_2');
});
