import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const manual = { reception: { mode: 'manual', acceptSeconds: 30 } } as const;
const served = (named = {}) => given(named).agents('a_1', 'a_2').customerWrites();

test('a supervisor’s assign never rings and withdraws an offer; a late accept: offer_expired', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().assigns('a_2');
  expect([story.status, story.agentId, story.verdicts]).toEqual(['active', 'a_2', ['assigned']]);
  expect(story.log).toContain('session.offer_withdrawn');
  expect(story.accepts('a_1').refusal?.code).toBe('offer_expired');
  expect(story.pool.load('a_1')).toBe(0);
});

test('assign respects capacity: agent_unavailable, and everything stays as it is', () => {
  const story = served().agent('a_3', { capacity: 0 }).assigns('a_3');
  expect([story.agentId, story.verdicts]).toEqual(['a_1', ['agent_unavailable']]);
});

test('takeover for oneself does not', () => {
  const story = served().agent('a_3', { capacity: 0 }).takesOver('a_3');
  expect([story.agentId, story.verdicts]).toEqual(['a_3', ['assigned']]);
  expect(story.pool.load('a_1')).toBe(0);
});

test('the session stays where it is until the reservation succeeds; an accept meanwhile counts', () => {
  const story = given(manual).agents('a_1', 'a_2').customerWrites().slowly().assigns('a_2');
  expect(story.accepts('a_1').agentId).toBe('a_1');
  expect(story.worldAnswers().agentId).toBe('a_2');
  expect(story.pool.load('a_1')).toBe(0);
});

test('assigning to who serves changes nothing', () => {
  const story = served();
  const before = story.session;
  expect(story.assigns('a_1').session).toBe(before);
});

test('assigning to the agent who is rung makes that offer an assignment', () => {
  const story = given(manual).agents('a_1').customerWrites().assigns('a_1');
  expect([story.status, story.agentId, story.pool.load('a_1')]).toEqual(['active', 'a_1', 1]);
});

test('assigning back to the agent who had it, while it rings elsewhere', () => {
  const story = given(manual)
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2');
  story.assigns('a_1');
  expect([story.status, story.agentId]).toEqual(['active', 'a_1']);
  expect([story.pool.load('a_1'), story.pool.load('a_2')]).toEqual([1, 0]);
});

test('of two assignments the later wins, and the former is told that it failed', () => {
  const story = served().agents('a_3').slowly().assigns('a_2').assigns('a_3').worldAnswers();
  expect([story.agentId, story.verdicts]).toEqual(['a_3', ['agent_unavailable', 'assigned']]);
  expect(story.pool.load('a_2')).toBe(0);
});

test('an automatic transfer goes to the agent named', () => {
  const story = served().transfersTo('a_2');
  expect([story.agentId, story.verdicts]).toEqual(['a_2', ['assigned']]);
  expect(story.logged('session.transferred')[0]?.data).toEqual({
    agentId: 'a_2',
    fromAgentId: 'a_1',
  });
});

test('a transfer respects capacity', () => {
  const story = served().agent('a_3', { capacity: 0 }).transfersTo('a_3');
  expect([story.agentId, story.verdicts]).toEqual(['a_1', ['agent_unavailable']]);
});

test('with manual reception a transfer rings; missed by all, the session returns', () => {
  const story = given(manual)
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2');
  expect([story.status, story.session.offer?.agentId]).toEqual(['offered', 'a_2']);
  expect(story.pool.load('a_1')).toBe(1);
  story.after(30);
  expect([story.status, story.agentId]).toEqual(['active', 'a_1']);
});

test('a declined transfer returns too', () => {
  const story = given(manual)
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2');
  expect(story.declines('a_2').agentId).toBe('a_1');
});

test('an accepted transfer frees the agent who had it', () => {
  const story = given(manual)
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2');
  story.accepts('a_2');
  expect([story.agentId, story.pool.load('a_1')]).toEqual(['a_2', 0]);
});

test('while it rings the agent who had it does not have it', () => {
  const story = given(manual)
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2');
  expect(story.agentWrites('a_1').refusal?.code).toBe('not_assigned');
});

test('a transfer to a skill goes to who has it', () => {
  const story = served()
    .agent('a_3', { skills: ['billing'] })
    .transfersToSkill('billing');
  expect(story.agentId).toBe('a_3');
  expect(story.session.skill).toBe('billing');
});

test.each([given, () => given(manual)])('a skill that nobody has free queues', (rules) => {
  const story = rules().agents('a_1').customerWrites().assigns('a_1').transfersToSkill('billing');
  expect(story.status).toBe('queued');
  story.agent('a_3', { skills: ['billing'] });
  expect(story.session.serving?.agentId ?? story.session.offer?.agentId).toBe('a_3');
});

test('a transfer to a skill while it rings withdraws the offer', () => {
  const story = given(manual).agents('a_1').customerWrites().transfersToSkill('billing');
  expect(story.status).toBe('queued');
  expect(story.accepts('a_1').refusal?.code).toBe('offer_expired');
});

test('also when an agent who had the session keeps a place for it', () => {
  const story = given(manual)
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2')
    .transfersToSkill('billing');
  expect([story.status, story.pool.load('a_1')]).toEqual(['queued', 0]);
});

test('a transfer to a skill overtakes a search under way', () => {
  const story = given().agents('a_1').slowly().customerWrites().transfersToSkill('billing');
  story.worldAnswers();
  expect([story.status, story.pool.load('a_1')]).toEqual(['queued', 0]);
});

test('transfer is allowed in every open state', () => {
  expect(given().customerWrites().transfersToSkill('x').refusal).toBeNull();
  expect(given(manual).agents('a_1').opens().transfersTo('a_2').refusal).toBeNull();
  expect(served().transfersTo('a_2').refusal).toBeNull();
  const held = served().agentWrites('a_1').holds(60);
  expect(held.transfersTo('a_2').refusal).toBeNull();
});

test('an agent found for a search that is over is let go', () => {
  const story = served().slowly().assigns('a_2').ends().worldAnswers();
  expect([story.pool.load('a_1'), story.pool.load('a_2')]).toEqual([0, 0]);
});

test('a search given up ends its number for good, so that no ticket of it stays in the queue', () => {
  const story = given().customerWrites();
  const number = story.session.search?.number;
  story.ends();
  expect(story.effects).toContainEqual({
    type: 'releaseAgent',
    request: expect.objectContaining({ number, agentId: null, outcome: 'released' }),
  });
});

test('the same find told twice is not undone', () => {
  const story = given().agents('a_1').slowly().customerWrites();
  const [found] = story.news;
  story.worldAnswers();
  const before = story.session;
  expect(story.happens(found!).session).toBe(before);
  expect(story.pool.load('a_1')).toBe(1);
});

test('the last agent of the conversation is asked first, when that is preferred', () => {
  const story = given({}, { lastAgentId: 'a_2' }).agents('a_1', 'a_2').customerWrites();
  expect(story.agentId).toBe('a_2');
  const indifferent = given({ assignment: { preferLastAgent: false } }, { lastAgentId: 'a_2' });
  expect(indifferent.agents('a_1', 'a_2').customerWrites().agentId).toBe('a_1');
});
