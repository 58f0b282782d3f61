import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

import { decide } from '../../src/core/decide.ts';
import { keptMessage } from '../../src/core/session.ts';
import { customerMessage, START_MS } from './support/events.ts';

test('a message seen twice changes nothing, and is answered with where it landed', () => {
  const story = given().agents('a_1').customerWrites({ messageId: 'm' });
  const before = story.session;
  expect(story.customerWrites({ messageId: 'm' }).session).toBe(before);
  expect(story.customerWrites({ messageId: 'm', text: 'Other' }).session).toBe(before);
  expect(keptMessage(story.session, 'key of m')).toEqual({
    sessionId: before.id,
    sequence: 2,
    digest: 'customer Hello',
  });
});

test('a reply repeated is accepted and changes nothing, also after the close', () => {
  const story = given().agents('a_1').customerWrites().agentWrites('a_1', { messageId: 'r' });
  const before = story.session;
  expect(story.agentWrites('a_1', { messageId: 'r' }).session).toBe(before);
  story.ends().agentWrites('a_1', { messageId: 'r' });
  expect(story.refusal).toBeNull();
});

test('another reply under an ID that was used: message_id_reused', () => {
  const story = given().agents('a_1').customerWrites({ messageId: 'm' });
  story.agentWrites('a_1', { messageId: 'r' });
  expect(story.agentWrites('a_1', { messageId: 'r', text: 'Other' }).refusal?.code).toBe(
    'message_id_reused',
  );
  expect(story.agentWrites('a_1', { messageId: 'm' }).refusal?.code).toBe('message_id_reused');
});

test('an ID that an earlier session kept is used as well', () => {
  const story = given().agents('a_1').customerWrites().agentWrites('a_1', { messageId: 'r' });
  story.ends().customerWrites();
  expect(story.agentWrites('a_1', { messageId: 'r', text: 'Other' }).refusal?.code).toBe(
    'message_id_reused',
  );
});

test('of very many messages the latest four to five thousand are remembered', () => {
  const kept = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [`key of old_${String(index)}`, '1:d']),
  );
  const crowded = { ...given().customerWrites().session, kept };
  const event = customerMessage({ messageId: 'new', atMs: START_MS, newSessionId: 's' });
  const decision = decide(crowded, event, START_MS);
  if (!decision.accepted) throw new Error('refused');
  expect(Object.keys(decision.session.kept)).toHaveLength(4001);
  expect(keptMessage(decision.session, 'key of old_999')).toBeNull();
  expect(keptMessage(decision.session, 'key of old_1000')).not.toBeNull();
  expect(keptMessage(decision.session, 'key of new')).not.toBeNull();
});

test('a public reply by an agent who does not have the session: not_assigned; a note is free', () => {
  const story = given().agents('a_1').customerWrites();
  expect(story.agentWrites('a_2').refusal?.code).toBe('not_assigned');
  expect(story.agentWrites('a_2', { visibility: 'note' }).refusal).toBeNull();
  expect(given().customerWrites().agentWrites('a_1').refusal?.code).toBe('not_assigned');
});

test('a room ID is information, the latest wins; order IDs accumulate', () => {
  const story = given().customerWrites({ roomId: 'r_1', orderIds: ['o_1'] });
  story.customerWrites({ roomId: 'r_2', orderIds: ['o_2', 'o_1'] }).customerWrites();
  expect(story.session).toMatchObject({ roomId: 'r_2', orderIds: ['o_1', 'o_2'] });
});

test('a name that is told later is taken; one that is not told stays', () => {
  const story = given()
    .customerWrites()
    .customerWrites({ customer: { id: 'c_1', name: 'Ada' } });
  expect(story.customerWrites().session.customer).toEqual({ id: 'c_1', name: 'Ada' });
});

test('the instant of a message is when it was received, never after the clock, never before the one ahead', () => {
  const story = given().customerWrites().outage(100);
  story.customerWrites({ receivedAt: 40 }).customerWrites({ receivedAt: 30 });
  story.customerWrites({ receivedAt: 5000 });
  const seconds = story.logged('message.created').map(({ atMs }) => (atMs - story.nowMs) / 1000);
  expect(seconds).toEqual([-100, -60, -60, 0]);
});

test('a public message that an integration must still send is recorded as outbound, a note never', () => {
  const story = given().agents('a_1').customerWrites();
  story
    .agentWrites('a_1', { outbound: true })
    .writes({ type: 'bot', id: null }, { outbound: true });
  story.agentWrites('a_1', { outbound: true, visibility: 'note' }).agentWrites('a_1');
  expect(story.logged('message.outbound')).toHaveLength(2);
});
