import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const reassigning = {
  reassignment: { afterSeconds: 60, maxHops: 2 },
  response: { enabled: false },
};
const ringing = { ...reassigning, reception: { mode: 'manual', acceptSeconds: 30 } } as const;

test('due after the later of the assignment and the start of the wait', () => {
  const story = given(reassigning).customerWrites().after(10).agents('a_1');
  expect(story.timers).toEqual({ reassignment: 70 });
  story.after(5).agentWrites('a_1').after(5).customerWrites();
  expect(story.timers).toEqual({ reassignment: 80 });
});

test('it moves the session to another agent and restarts for that one', () => {
  const story = given(reassigning).agents('a_1', 'a_2').customerWrites().after(60);
  expect(story.agentId).toBe('a_2');
  expect(story.pool.load('a_1')).toBe(0);
  expect(story.timers).toEqual({ reassignment: 120 });
  expect(story.session.reassignments).toBe(1);
});

test('no wait, no reassignment', () => {
  const story = given(reassigning).agents('a_1').customerWrites().agentWrites('a_1');
  expect(story.timers).toEqual({});
});

test('a group that is off leaves no trace', () => {
  const story = given({ reassignment: { enabled: false, afterSeconds: 60 } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .after(600);
  expect(story.agentId).toBe('a_1');
});

test('nobody else: an agent who is there keeps it, one alert per wait, tried again each interval', () => {
  const story = given(reassigning).agents('a_1').customerWrites().after(60);
  expect(story.agentId).toBe('a_1');
  expect(story.timers).toEqual({ reassignment: 120 });
  story.after(60);
  expect(story.logged('session.reassignment_skipped')).toHaveLength(2);
  expect(story.notified('supervisor_alert')).toEqual(['supervisors']);
  expect(story.agents('a_2').after(60).agentId).toBe('a_2');
});

test('nobody else: an agent who is offline loses it to the queue, at its original place', () => {
  const story = given({ ...reassigning, offline: { graceSeconds: 20 } })
    .agents('a_1')
    .customerWrites()
    .presence('a_1', 'offline')
    .after(20);
  expect([story.status, story.agentId]).toEqual(['queued', null]);
  const finds = story.effects.filter((effect) => effect.type === 'findAgent');
  expect(new Set(finds.map(({ request }) => request.placeMs)).size).toBe(1);
  expect(story.pool.load('a_1')).toBe(0);
});

test('an agent gone for less than the grace time keeps it, and comes back without losing it', () => {
  const story = given({ ...reassigning, offline: { graceSeconds: 300 } })
    .agents('a_1')
    .customerWrites()
    .presence('a_1', 'offline')
    .after(60);
  expect(story.agentId).toBe('a_1');
  story.presence('a_1', 'online').after(400);
  expect(story.agentId).toBe('a_1');
});

test('after the hops are spent it stays with an agent who is there; one alert', () => {
  const story = given(reassigning).agents('a_1', 'a_2', 'a_3', 'a_4').customerWrites().after(300);
  expect(story.agentId).toBe('a_3');
  expect(story.session.reassignments).toBe(2);
  expect(story.logged('supervisor.alert').map(({ data }) => data['alert'])).toEqual(['hops_spent']);
});

test('with hops spent an offline agent still never keeps a waiting customer', () => {
  const story = given({ reassignment: { afterSeconds: 60, maxHops: 1 } })
    .agents('a_1', 'a_2', 'a_3')
    .customerWrites()
    .after(60)
    .presence('a_2', 'offline')
    .after(60);
  expect(story.agentId).toBe('a_3');
});

test('maxHops 0 is no cap', () => {
  const names = ['a_1', 'a_2', 'a_3', 'a_4', 'a_5', 'a_6'];
  const story = given({ reassignment: { afterSeconds: 60, maxHops: 0 } }).agents(...names);
  expect(story.customerWrites().after(300).session.reassignments).toBe(5);
});

test('each agent is tried once per round, and an answer ends the round', () => {
  const story = given({ reassignment: { afterSeconds: 60, maxHops: 0 } }).agents('a_1', 'a_2');
  story.customerWrites().after(120);
  expect(story.agentId).toBe('a_2');
  story.agentWrites('a_2').customerWrites().after(60);
  expect(story.agentId).toBe('a_1');
});

test('an answer that comes while somebody else is looked for keeps the session where it is', () => {
  const story = given(reassigning).agents('a_1', 'a_2').customerWrites().slowly().after(60);
  story.agentWrites('a_1').worldAnswers();
  expect(story.agentId).toBe('a_1');
  expect([story.pool.load('a_1'), story.pool.load('a_2')]).toEqual([1, 0]);
});

test('a supervisor’s assignment and a transfer are no reassignments', () => {
  const story = given(reassigning).agents('a_1', 'a_2').customerWrites();
  story.assigns('a_2').transfersTo('a_1');
  expect(story.session).toMatchObject({ reassignments: 0, hops: 0 });
});

test('with manual reception reassignment rings, and the accept makes it one', () => {
  const story = given(ringing).agents('a_1', 'a_2').customerWrites().accepts('a_1').after(60);
  expect([story.status, story.session.offer?.agentId]).toEqual(['offered', 'a_2']);
  expect(story.session.reassignments).toBe(0);
  story.accepts('a_2');
  expect([story.agentId, story.session.reassignments]).toEqual(['a_2', 1]);
  expect(story.pool.load('a_1')).toBe(0);
});

test('missed by all, the session returns to the agent who had it', () => {
  const story = given(ringing)
    .agents('a_1', 'a_2', 'a_3')
    .customerWrites()
    .accepts('a_1')
    .after(120);
  expect([story.status, story.agentId]).toEqual(['active', 'a_1']);
  expect(story.logged('session.offer_missed')).toHaveLength(2);
  expect(story.pool.load('a_1')).toBe(1);
  expect(story.timers).toEqual({ reassignment: 180 });
});

test('missed by all while who had it went offline: the queue', () => {
  const story = given(ringing).agents('a_1', 'a_2').customerWrites().accepts('a_1').after(60);
  story.presence('a_1', 'offline').after(30);
  expect(story.status).toBe('queued');
  expect(story.pool.load('a_1')).toBe(0);
});

test('the queue limit does not run while the agent who had it keeps a place', () => {
  const story = given({ ...ringing, queue: { maxWaitSeconds: 10 } })
    .agents('a_1', 'a_2', 'a_3')
    .customerWrites()
    .accepts('a_1')
    .after(60)
    .slowly()
    .after(45);
  expect(story.status).toBe('queued');
  expect(story.worldAnswers().session.offer?.agentId).toBe('a_3');
});
