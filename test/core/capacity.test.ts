import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const manual = { reception: { mode: 'manual' } } as const;

test('an offered session uses capacity', () => {
  const story = given(manual).agent('a_1', { capacity: 2 }).customerWrites();
  expect([story.status, story.pool.load('a_1')]).toEqual(['offered', 1]);
  story.accepts('a_1');
  expect(story.pool.load('a_1')).toBe(1);
});

test('a supervisor’s takeover never rings and withdraws an offer; a late accept: offer_expired', () => {
  const story = given(manual).agents('a_1').customerWrites().agents('s_1').takesOver('s_1');
  expect([story.status, story.agentId]).toEqual(['active', 's_1']);
  expect(story.notified('offered')).toEqual(['a_1']);
  expect(story.pool.load('a_1')).toBe(0);
  expect(story.accepts('a_1').refusal?.code).toBe('offer_expired');
});

test('lowered capacity evicts nobody', () => {
  const story = given().agent('a_1', { capacity: 2 }).customerWrites();
  story.agent('a_1', { capacity: 0 }).after(600);
  expect([story.status, story.agentId]).toEqual(['active', 'a_1']);
});

test('an agent who is away keeps what it has, and what it is rung for', () => {
  const story = given(manual).agents('a_1').customerWrites().presence('a_1', 'away');
  expect(story.accepts('a_1').refusal).toBeNull();
  expect(story.after(600).agentId).toBe('a_1');
});
