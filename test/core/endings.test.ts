import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const served = (named = {}) => given(named).agents('a_1').customerWrites();

test.each([
  ['agent', 'ended_by_agent'],
  ['admin', 'ended_by_admin'],
  ['customer', 'ended_by_customer'],
] as const)('ended by the %s: %s, and nothing is sent', (by, closeReason) => {
  const story = served().ends(by);
  expect(story.session).toMatchObject({ status: 'closed', closeReason, closedAtMs: story.nowMs });
  expect(story.sent).toEqual([]);
});

test('end is allowed in every open state', () => {
  const manual = { reception: { mode: 'manual' } } as const;
  const queued = given().customerWrites();
  const offered = given(manual).agents('a_1').customerWrites();
  const held = served().agentWrites('a_1').holds(60);
  for (const story of [queued, offered, served(), held]) expect(story.ends().status).toBe('closed');
});

test('at the close everybody lets go', () => {
  const story = given({ reception: { mode: 'manual' } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .transfersTo('a_2')
    .ends();
  expect(story.pool.reserved.size).toBe(0);
});

test('who waits for a reservation is told at the close that it failed', () => {
  const story = served().slowly().assigns('a_2').ends();
  expect(story.verdicts).toEqual(['agent_unavailable']);
});

test('an agent’s message, accept, transfer or end on a closed session: session_closed', () => {
  const story = served().ends();
  expect(story.agentWrites('a_1').refusal?.code).toBe('session_closed');
  expect(story.accepts('a_1').refusal?.code).toBe('session_closed');
  expect(story.declines('a_1').refusal?.code).toBe('session_closed');
  expect(story.transfersTo('a_2').refusal?.code).toBe('session_closed');
  expect(story.assigns('a_2').refusal?.code).toBe('session_closed');
  expect(story.holds(60).refusal?.code).toBe('session_closed');
  expect(story.ends().refusal?.code).toBe('session_closed');
});

test('sent means recorded, exactly once, as a numbered outbound event', () => {
  const story = given({ autoClose: { afterSeconds: 10, message: 'Bye' } })
    .agents('a_1')
    .opens();
  story.after(10).after(10);
  expect(story.sent).toHaveLength(1);
  expect(story.logged('message.outbound')).toHaveLength(1);
  expect(story.sent[0]?.record.message).toMatchObject({ text: 'Bye', author: { type: 'system' } });
});

test('a customer message after the close opens exactly one successor, linked to the old', () => {
  const story = served().ends();
  const closed = story.session;
  story.customerWrites({ messageId: 'late', newSessionId: 's_new' });
  story.customerWrites({ messageId: 'later', newSessionId: 's_other' });
  expect(story.session).toMatchObject({ id: 's_new', previousSessionId: closed.id, sequence: 4 });
  expect(story.session.wait).not.toBeNull();
});

test('the successor asks the agent who served last first', () => {
  const story = given().agents('a_1', 'a_2').customerWrites().assigns('a_2').ends();
  expect(story.customerWrites().agentId).toBe('a_2');
});

test('asking for a session after the close opens a successor too; asking twice opens one', () => {
  const story = served().ends().opens({ newSessionId: 's_new' });
  expect(story.session.id).toBe('s_new');
  const before = story.session;
  expect(story.opens({ newSessionId: 's_again' }).session).toBe(before);
  story.ends();
  expect(story.opens({ newSessionId: 's_new' }).status).toBe('closed');
});

test('a message that an earlier session already kept opens nothing', () => {
  const story = given().agents('a_1').customerWrites({ messageId: 'first' }).ends();
  const closed = story.session;
  expect(story.customerWrites({ messageId: 'first' }).session).toBe(closed);
  story.customerWrites({ messageId: 'second' });
  const successor = story.session;
  expect(story.customerWrites({ messageId: 'first' }).session).toBe(successor);
});

test('the successor finds its agent under the settings in force, which it keeps', () => {
  const story = served()
    .settingsBecome({ reception: { mode: 'manual' } })
    .ends()
    .customerWrites();
  expect(story.session.settings.version).toBe(2);
  expect(story.status).toBe('offered');
});

test('until its settings are known a successor arms nothing and asks for nobody', () => {
  const story = given({ queue: { maxWaitSeconds: 10 } })
    .customerWrites()
    .ends()
    .slowly();
  story.customerWrites().after(600);
  expect(story.timers).toEqual({});
  expect(story.session.search).toBeNull();
  expect(story.agents('a_1').worldAnswers().agentId).toBe('a_1');
});

test('a supervisor may assign meanwhile, and the settings still come', () => {
  const story = served().ends().slowly().customerWrites();
  const [loaded] = story.news.splice(0);
  story.assigns('a_1').worldAnswers();
  expect([story.agentId, story.timers]).toEqual(['a_1', {}]);
  story.happens(loaded!);
  expect(story.agentId).toBe('a_1');
  expect(story.timers).toHaveProperty('overdue');
});

test('when its settings can not be read the successor goes on under the former ones', () => {
  const story = served().ends().slowly().customerWrites();
  story.news.length = 0;
  const sessionId = story.session.id;
  story.happens({
    type: 'effectFailed',
    sessionId,
    effect: 'loadSettings',
    number: null,
    reason: 'given up',
  });
  expect(story.worldAnswers().agentId).toBe('a_1');
});

test('settings that arrive for a session that closed meanwhile change nothing', () => {
  const story = served().ends().slowly().customerWrites().ends();
  const closed = story.session;
  expect(story.worldAnswers().session).toBe(closed);
});

test('what the world still tells of the closed session does not touch its successor', () => {
  const story = given().agents('a_1').slowly().customerWrites().ends().customerWrites();
  story.worldAnswers();
  expect(story.agentId).toBe('a_1');
  expect(story.pool.load('a_1')).toBe(1);
});

test('the first session of a run is linked to what came before', () => {
  const story = given({}, { previousSessionId: 's_before' }).customerWrites();
  expect(story.session.previousSessionId).toBe('s_before');
});
