import { expect, test } from '@jest/globals';
import type { Giver } from '../../src/core/event.ts';
import { given } from './support/scenario.ts';

import { ACTIONS, actionsFor, forbids, standingOf } from '../../src/core/allowed.ts';

const manual = { reception: { mode: 'manual' } } as const;
const always = ['note', 'assign', 'transfer', 'end'];
const admin = { agentId: null, role: 'admin' } as const;
const actionsOf = (story: ReturnType<typeof given>, giver: Giver = admin) => {
  const codes = actionsFor(standingOf(story.session), giver);
  return ACTIONS.filter((action) => codes[action] === null).sort();
};
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
  expect(forbids(standingOf(story.session), 'hold', admin)?.code).toBe('customer_waiting');
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
  expect(forbids(standingOf(story.session), 'note', admin)?.code).toBe('session_closed');
});
