import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { devStage } from './stage/dev-stage.ts';
import { settings } from './stage/world.ts';

const stage = devStage();

beforeEach(() => {
  const { world } = stage();
  world.agents = ['a_1', 'a_2'];
  world.settings = {
    version: 1,
    values: settings({ reception: { mode: 'manual', acceptSeconds: 900 } }),
    calendar: null,
  };
});
afterEach(() => {
  stage().world.settings.values = settings({});
});

async function ringing(): Promise<Chat> {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.shows('it rings at a_1', ({ session }) => session?.offer?.agentId === 'a_1');
  return chat;
}

const accept = (chat: Chat, agentId: string, idempotencyKey?: string) =>
  chat.command({ type: 'accept', agentId }, idempotencyKey === undefined ? {} : { idempotencyKey });

test('two accepts at once: exactly one wins, the second is not_offered', async () => {
  const chat = await ringing();
  const answers = await Promise.all(['a_1', 'a_1', 'a_2'].map((agent) => accept(chat, agent)));
  expect(answers.filter(({ type }) => type === 'done')).toHaveLength(1);
  expect(answers.filter(({ type }) => type === 'refused')).toEqual(
    [1, 2].map(() => expect.objectContaining({ code: 'not_offered' })),
  );
});

test('a second accept that repeats the first with its idempotency key is answered as the first', async () => {
  const chat = await ringing();
  const done = { type: 'done', outcome: { session: { status: 'active', agentId: 'a_1' } } };
  expect(await accept(chat, 'a_1', 'k_1')).toMatchObject(done);
  expect(await accept(chat, 'a_1', 'k_1')).toMatchObject(done);
  expect(await accept(chat, 'a_1', 'k_2')).toMatchObject({ code: 'not_offered' });
});
