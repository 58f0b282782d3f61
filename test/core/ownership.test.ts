/** An agent acts on what it has; everybody else acts for agents who have it. */

import { expect, test } from '@jest/globals';
import { actionsFor, standingOf } from '../../src/core/allowed.ts';
import type { Giver, Order } from '../../src/core/event.ts';
import { decide } from '../../src/core/decide.ts';
import { viewOf } from '../../src/core/view.ts';
import { instantOf } from './support/events.ts';
import { given } from './support/scenario.ts';

const agent = (agentId: string): Giver => ({ agentId, role: 'agent' });
const integration: Giver = { agentId: null, role: 'integration' };

/** The agent a had the session and answered; a supervisor gave it to b. */
const lost = () => given().agents('a').customerWrites().agentWrites('a').agents('b').assigns('b');

const ORDERS: Record<string, (by: string) => Order> = {
  hold: (by) => ({ type: 'hold', untilMs: instantOf(600), by }),
  transfer: (by) => ({ type: 'transfer', to: { skill: 'billing' }, by, reason: null }),
  end: (id) => ({ type: 'end', by: 'agent', id, note: null }),
};

test.each(Object.entries(ORDERS))('%s by whom lost the session is refused', (_name, order) => {
  const story = lost();
  const before = story.session;
  expect(before.serving?.agentId).toBe('b');
  expect(story.gives(order('a'), agent('a')).refusal?.code).toBe('not_assigned');
  expect(story.session).toBe(before);
  expect(story.gives(order('b'), agent('b')).refusal).toBeNull();
  expect(story.session.revision).toBeGreaterThan(before.revision);
});

test('resume by whom does not have it is refused', () => {
  const story = lost().gives(ORDERS['hold']!('b'), agent('b'));
  expect(story.gives({ type: 'resume', by: 'a' }, agent('a')).refusal?.code).toBe('not_assigned');
  expect(story.gives({ type: 'resume', by: 'b' }, agent('b')).status).toBe('active');
});

test.each(['a', 'never'])('an end in the name of %s is refused, whoever asks', (id) => {
  for (const giver of [integration, { agentId: 's', role: 'supervisor' } as const, agent(id)]) {
    expect(lost().gives(ORDERS['end']!(id), giver).refusal?.code).toBe('not_assigned');
  }
  expect(lost().gives(ORDERS['end']!('b'), integration).status).toBe('closed');
});

test('an agent without the session is told first that it is closed', () => {
  const story = lost().gives(ORDERS['end']!('b'), agent('b'));
  expect(story.gives(ORDERS['hold']!('a'), agent('a')).refusal?.code).toBe('session_closed');
});

test('an order of a version before this rule is decided by the state alone', () => {
  const { session, nowMs } = lost();
  for (const order of Object.values(ORDERS)) {
    expect(decide(session, { ...order('a'), giver: null }, nowMs).accepted).toBe(true);
  }
});

test('each action has the code that refuses it to who asks', () => {
  const { session } = lost();
  const codes = {
    reply: 'not_assigned',
    note: null,
    accept: 'not_offered',
    decline: 'not_offered',
    assign: 'forbidden',
    transfer: 'not_assigned',
    hold: 'not_assigned',
    resume: 'not_assigned',
    end: 'not_assigned',
  };
  expect(actionsFor(standingOf(session), agent('a'))).toEqual(codes);
  expect(actionsFor(standingOf(session), agent('b'))).toMatchObject({
    ...{ reply: null, transfer: null, hold: null, resume: 'wrong_status', end: null },
  });
  expect(actionsFor(standingOf(session), integration).assign).toBe('forbidden');
});

test('an offer is for the agent it rings at', () => {
  const { session } = given({ reception: { mode: 'manual' } })
    .agents('a')
    .customerWrites();
  expect(actionsFor(standingOf(session), agent('a')).accept).toBeNull();
  expect(actionsFor(standingOf(session), agent('b')).accept).toBe('not_offered');
});

test('the projection answers as the session does', () => {
  const told = [lost(), lost().gives(ORDERS['hold']!('b'), agent('b')), given().customerWrites()];
  for (const { session } of told) {
    for (const giver of [agent('a'), agent('b'), integration]) {
      expect(actionsFor(viewOf(session), giver)).toEqual(actionsFor(standingOf(session), giver));
    }
  }
});
