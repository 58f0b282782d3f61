import { expect, test } from '@jest/globals';
import { given } from './support/scenario.ts';

const grace = { offline: { graceSeconds: 60 }, response: { enabled: false } };

test('armed while the agent is offline and a customer waits, from when the agent went', () => {
  const story = given(grace)
    .agents('a_1')
    .customerWrites()
    .after(20)
    .presence('a_1', 'offline', 10);
  expect(story.timers).toEqual({ offline: 70 });
});

test('not armed while nobody waits; a message that comes later finds the grace over', () => {
  const story = given(grace).agents('a_1', 'a_2').customerWrites().agentWrites('a_1');
  story.presence('a_1', 'offline');
  expect(story.timers).toEqual({});
  story.after(600).customerWrites().after(0);
  expect(story.agentId).toBe('a_2');
});

test('an agent back within the grace time loses nothing', () => {
  const story = given(grace).agents('a_1', 'a_2').customerWrites().presence('a_1', 'offline');
  story.after(59).presence('a_1', 'online').after(600);
  expect(story.agentId).toBe('a_1');
});

test('due, the session goes to another agent, and that is no reassignment by the timer', () => {
  const story = given(grace)
    .agents('a_1', 'a_2')
    .customerWrites()
    .presence('a_1', 'offline')
    .after(60);
  expect(story.agentId).toBe('a_2');
  expect(story.logged('session.reassigned')).toHaveLength(1);
  expect(story.session.reassignments).toBe(0);
});

test('an away agent keeps what it has', () => {
  const story = given(grace)
    .agents('a_1', 'a_2')
    .customerWrites()
    .presence('a_1', 'away')
    .after(600);
  expect(story.agentId).toBe('a_1');
});

test('a deleted agent loses everything at once, also what nobody waits in', () => {
  const story = given(grace).agents('a_1', 'a_2').customerWrites().agentWrites('a_1');
  story.presence('a_1', 'removed').after(0);
  expect(story.agentId).toBe('a_2');
});

test('a deleted agent loses what is on hold, which resumes', () => {
  const story = given(grace).agents('a_1').customerWrites().agentWrites('a_1').holds(500);
  story.presence('a_1', 'removed').after(0);
  expect(story.status).toBe('queued');
  expect(story.session.hold).toBeNull();
});

test('with manual reception it rings elsewhere, and does not return to one who is gone', () => {
  const story = given({ ...grace, reception: { mode: 'manual', acceptSeconds: 30 } })
    .agents('a_1', 'a_2')
    .customerWrites()
    .accepts('a_1')
    .presence('a_1', 'offline')
    .after(60);
  expect(story.session.offer?.agentId).toBe('a_2');
  story.after(30);
  expect(story.status).toBe('queued');
});

test.each(['search', 'assignment'])(
  'an agent who went offline before the session heard of the %s is known to be gone',
  (way) => {
    const story = given(grace).agents('a_1').slowly();
    if (way === 'search') story.customerWrites();
    else story.customerWrites({}).assigns('a_1');
    const at = story.after(5).news.splice(0);
    story.presence('a_1', 'offline');
    story.news.push(...at);
    story.worldAnswers();
    expect(story.agentId).toBe('a_1');
    expect(story.timers).toEqual({ offline: 65 });
  },
);
