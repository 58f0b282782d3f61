import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const idle = {
  autoClose: { afterSeconds: 100, reminders: [{ afterSeconds: 30, message: 'First' }] },
};
const answered = (named = {}) =>
  given({ ...idle, ...named })
    .agents('a_1')
    .customerWrites()
    .agentWrites('a_1');

test('a hold runs to its instant, then resumes', () => {
  const story = answered().holds(500);
  expect(story.timers).toEqual({ hold: 500 });
  story.after(500);
  expect(story.status).toBe('active');
  expect(story.logged('session.resumed')[0]?.reason?.dueAtMs).toBe(story.nowMs);
});

test('time on hold does not count for reminders and auto-close', () => {
  const story = answered().after(20).holds(500).after(100).resumes();
  expect(story.timers).toEqual({ reminder: 130, autoClose: 200 });
});

test('a hold that runs out late resumes as of its instant', () => {
  const story = answered().after(20).holds(50).outage(70).workerReturns();
  expect(story.timers).toEqual({ autoClose: 130 });
});

test('the customer’s message resumes first, and is then handled', () => {
  const story = answered().holds(500).customerWrites();
  expect(story.status).toBe('active');
  expect(story.log.slice(-2)).toEqual(['session.resumed', 'message.created']);
  expect(story.session.wait).not.toBeNull();
});

test('the agent’s public message resumes first; a note, a bot or a system message does not', () => {
  const story = answered().holds(500);
  story.agentWrites('a_1', { visibility: 'note' }).writes({ type: 'bot', id: null });
  expect(story.status).toBe('on_hold');
  expect(story.agentWrites('a_1').status).toBe('active');
});

test('a hold is refused while the customer waits', () => {
  const story = given().agents('a_1').customerWrites().holds(60);
  expect(story.refusal?.code).toBe('customer_waiting');
});

test('a hold needs an agent who serves', () => {
  expect(given().opens().holds(60).refusal?.code).toBe('wrong_status');
  expect(answered().holds(60).holds(70).refusal?.code).toBe('wrong_status');
  expect(answered().resumes().refusal?.code).toBe('wrong_status');
});

test('a hold runs to an instant in the future, 30 days at most', () => {
  const days = 86_400;
  expect(answered().holds(0).refusal?.code).toBe('invalid_hold');
  expect(answered().holds(30 * days + 1).refusal?.code).toBe('invalid_hold');
  expect(answered().holds(30 * days).refusal).toBeNull();
});

test('on hold the session uses capacity', () => {
  expect(answered().holds(60).pool.load('a_1')).toBe(1);
});

test('an offline agent keeps a session on hold until somebody writes', () => {
  const story = answered({ autoClose: { enabled: false } })
    .holds(10_000)
    .presence('a_1', 'offline');
  expect(story.after(5000).status).toBe('on_hold');
  story.customerWrites().after(0);
  expect(story.status).toBe('queued');
});

test('a transfer or assignment ends the hold once somebody else is reserved', () => {
  const story = answered().holds(500).transfersTo('a_9');
  expect([story.status, story.verdicts]).toEqual(['on_hold', ['agent_unavailable']]);
  story.agents('a_2').transfersTo('a_2');
  expect([story.status, story.agentId, story.session.hold]).toEqual(['active', 'a_2', null]);
});

test('a hold given during a transfer to a skill ends with the loss of the agent', () => {
  const story = answered().slowly().transfersToSkill('billing').holds(500).worldAnswers();
  expect([story.status, story.session.hold]).toEqual(['queued', null]);
});

test('a hold given when the silence had run out unseen leaves nothing of it', () => {
  const story = answered().outage(120).holds(200).after(80);
  expect(story.session).toMatchObject({ status: 'closed', closedAtMs: story.nowMs });
});
