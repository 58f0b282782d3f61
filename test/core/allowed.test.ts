import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

import { allowedActions, forbids } from '../../src/core/allowed.ts';

const manual = { reception: { mode: 'manual' } } as const;
const always = ['note', 'assign', 'transfer', 'end'];
const actionsOf = (story: ReturnType<typeof given>) => [...allowedActions(story.session)].sort();
const plus = (...more: string[]) => [...always, ...more].sort();

test('queued: note, assign, transfer, end', () => {
  expect(actionsOf(given().customerWrites())).toEqual(plus());
});

test('offered: accept and decline as well', () => {
  expect(actionsOf(given(manual).agents('a_1').customerWrites())).toEqual(
    plus('accept', 'decline'),
  );
});

test('active with a customer who waits: reply as well', () => {
  const story = given().agents('a_1').customerWrites();
  expect(actionsOf(story)).toEqual(plus('reply'));
  expect(forbids(story.session, 'hold')?.code).toBe('customer_waiting');
});

test('active and answered: hold as well', () => {
  const story = given().agents('a_1').customerWrites().agentWrites('a_1');
  expect(actionsOf(story)).toEqual(plus('reply', 'hold'));
});

test('on hold: reply and resume', () => {
  const story = given().agents('a_1').customerWrites().agentWrites('a_1').holds(60);
  expect(actionsOf(story)).toEqual(plus('reply', 'resume'));
});

test('closed: nothing, and everything says session_closed', () => {
  const story = given().customerWrites().ends();
  expect(actionsOf(story)).toEqual([]);
  expect(forbids(story.session, 'note')?.code).toBe('session_closed');
});
