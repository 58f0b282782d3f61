/** A session is looked at while things happen to it: its history is as good as without. */

import { expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { askLive } from '../../src/client/ask.ts';
import { workflowBundle } from './stage/bundle.ts';
import { devStage } from './stage/dev-stage.ts';
import type { Chat } from './stage/chat.ts';
import { expectNoEvents } from './stage/no-events.ts';

const stage = devStage();

const SESSIONS = 40;
const AT_ONCE = 6;
const LINES = 6;
const END = { type: 'end', by: 'agent', id: 'a_1', note: null } as const;

const aMoment = (mostMs: number): Promise<void> => pause(Math.random() * mostMs);

/** Lines and the end all but at once, while three go on asking. */
async function busy(chat: Chat): Promise<void> {
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const sessionId = (await chat.session()).id;
  let over = false;
  const ask = async (): Promise<void> => {
    while (!over) {
      await askLive(chat.temporal, chat.conversationId);
      await aMoment(8);
    }
  };
  const asking = [ask(), ask(), ask()];
  const lines = Array.from({ length: LINES }, async (_, index) => {
    await aMoment(60);
    await chat.say(`Line ${String(index)}`);
  });
  await aMoment(60);
  const ended = await chat.command(END, { sessionId });
  expect(['done', 'gone']).toContain(ended.type);
  await Promise.all(lines);
  over = true;
  await Promise.all(asking);
}

test('a history replays, however often its session was asked for', async () => {
  const chats = Array.from({ length: SESSIONS }, () => stage().chat());
  for (let from = 0; from < SESSIONS; from += AT_ONCE) {
    await Promise.all(chats.slice(from, from + AT_ONCE).map(busy));
  }
  async function* histories() {
    for (const { workflowId, handle } of chats) {
      yield { workflowId, history: await handle.fetchHistory() };
    }
  }
  const options = { workflowBundle: await workflowBundle() };
  const failed: unknown[] = [];
  for await (const { error } of Worker.runReplayHistories(options, histories())) {
    if (error) failed.push(error);
  }
  expect(failed).toEqual([]);
}, 240_000);

test('asking leaves nothing in the history of a session at rest', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  await expectNoEvents(chat, async () => {
    for (let asked = 0; asked < 20; asked += 1) await chat.live();
  });
});
