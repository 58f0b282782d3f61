import { expect, test } from '@jest/globals';
import { signalConversation } from '../../src/client/deliver.ts';
import type { AgentFound } from '../../src/core/event.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

test('a request to cancel the workflow changes nothing', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const before = (await chat.quiet()).session;
  await chat.handle.cancel();
  expect((await chat.quiet()).session).toEqual(before);
  await chat.say('Still there?');
  await chat.reply('a_1', 'Of course');
  expect((await chat.quiet()).session).toMatchObject({ awaiting: 'customer', status: 'active' });
  await chat.command({ type: 'end', by: 'agent', id: 'a_1', note: null });
  await chat.over();
});

const found = (sessionId: string): AgentFound => ({
  type: 'agentFound',
  sessionId,
  number: 3,
  agentId: 'a_5',
  candidates: [],
});

test('an agent reserved for a session that is over is let go', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const over = `${chat.conversationId}-${'0'.repeat(26)}`;
  await signalConversation(stage().temporal, chat.conversationId, found(over));
  const { session } = await chat.quiet();
  expect(session).toMatchObject({ agentId: 'a_1' });
  expect(stage().world.released).toContainEqual(
    expect.objectContaining({ sessionId: over, number: 3, agentId: 'a_5', outcome: 'released' }),
  );
});

test('an agent reserved for a session of which no workflow runs is let go by whoever wakes it', async () => {
  const chat = stage().chat();
  const over = `${chat.conversationId}-${'1'.repeat(26)}`;
  const { temporal, world } = stage();
  expect(await signalConversation(temporal, chat.conversationId, found(over))).toBe('gone');
  await temporal.client.workflow.signalWithStart('conversation', {
    workflowId: chat.workflowId,
    taskQueue: temporal.taskQueue,
    args: [{ conversationId: chat.conversationId, channel: 'web', summary: 'Chat' }],
    signal: 'session',
    signalArgs: [found(over)],
  });
  await chat.over();
  expect(world.released).toContainEqual(
    expect.objectContaining({ sessionId: over, number: 3, agentId: 'a_5' }),
  );
  expect(world.sessions(chat.conversationId)).toEqual([]);
});
