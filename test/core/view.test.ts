import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

import { viewOf } from '../../src/core/view.ts';
import { instantOf } from './support/events.ts';

test('a view shows the wait with its instants', () => {
  const story = given({ response: { limitSeconds: 100, warningSeconds: 30 } })
    .agents('a_1')
    .customerWrites()
    .after(80);
  expect(viewOf(story.session)).toMatchObject({
    status: 'active',
    awaiting: 'agent',
    agentId: 'a_1',
    wait: {
      sinceMs: instantOf(0),
      clockStartedAtMs: instantOf(0),
      warnAtMs: instantOf(70),
      dueAtMs: instantOf(100),
      warned: true,
      overdue: false,
    },
    closesAtMs: null,
    hold: null,
  });
  expect(viewOf(story.after(20).session).wait).toMatchObject({ overdue: true });
});

test('a view shows who is rung and until when', () => {
  const story = given({ reception: { mode: 'manual', acceptSeconds: 30 } }).agents('a_1');
  expect(viewOf(story.customerWrites().session)).toMatchObject({
    agentId: null,
    offer: { agentId: 'a_1', offeredAtMs: instantOf(0), expiresAtMs: instantOf(30) },
  });
});

test('a view shows when the session closes if nobody writes', () => {
  const story = given({ autoClose: { afterSeconds: 60 } })
    .agents('a_1')
    .customerWrites();
  expect(viewOf(story.agentWrites('a_1').session).closesAtMs).toBe(instantOf(60));
});

test('a view shows since when a session is on hold, and until when', () => {
  const story = given().agents('a_1').customerWrites().agentWrites('a_1').after(10).holds(60);
  expect(viewOf(story.session)).toMatchObject({
    status: 'on_hold',
    hold: { sinceMs: instantOf(10), untilMs: instantOf(60) },
  });
  expect(viewOf(story.resumes().session).hold).toBeNull();
});

test('a closed session is still found under the agent who served it, and only if one did', () => {
  const served = given().agents('a_1').customerWrites().ends();
  expect(viewOf(served.session)).toMatchObject({ agentId: 'a_1' });
  const unserved = given({}, { lastAgentId: 'a_9' }).customerWrites().ends();
  expect(viewOf(unserved.session).agentId).toBeNull();
});
