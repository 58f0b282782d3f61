import { expect, test } from '@jest/globals';
import { Unavailable } from '../../src/client/unavailable.ts';
import type { Chat } from './stage/chat.ts';
import { eventually } from './stage/eventually.ts';
import { Gate } from './stage/gate.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

const MESSAGES = 700;
const IN_FLIGHT = 10;

/** Delivers a message as a caller does who is told to come back: again, and the same one. */
async function insist(chat: Chat, text: string): Promise<string> {
  const event = await chat.message(text);
  const delivered = async (): Promise<boolean> => {
    try {
      await chat.give(event);
      return true;
    } catch (error) {
      if (error instanceof Unavailable) return false;
      throw error;
    }
  };
  await eventually('the message is taken', delivered, 30_000);
  return event.messageId;
}

/** Keeps the conversation from ever being quiet. */
async function murmurUntil(chat: Chat, isOver: () => boolean): Promise<void> {
  while (!isOver()) await chat.murmur(1).catch(() => undefined);
}

async function storm(chat: Chat): Promise<string[]> {
  const texts = Array.from({ length: MESSAGES }, (_, number) => `message ${String(number)}`);
  let isOver = false;
  const murmurs = murmurUntil(chat, () => isOver);
  for (const [number, text] of texts.entries()) {
    const messageId = await insist(chat, text);
    if (number % IN_FLIGHT === 0) await chat.receipt(messageId);
  }
  isOver = true;
  await murmurs;
  return texts;
}

test('a storm continues as new under fire, with work still queued: none lost, none doubled, in order', async () => {
  const { world, temporal } = stage();
  const gate = new Gate();
  world.faults.notify = () => gate.pass();
  const chat = stage().chat();
  const texts = await storm(chat);
  const runIds = await chat.runIds();
  gate.open();
  const { session } = await chat.quiet(30_000);

  const records = world.records(session!.id);
  expect(records.flatMap(({ message }) => message?.text ?? [])).toEqual(texts);
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
  expect(new Set(world.notifications.map(({ key }) => key)).size).toBe(1);
  expect(world.view(session!.id)).toEqual(session);

  expect(runIds.length).toBeGreaterThan(1);
  const [first] = await Promise.all(runIds.map((runId) => chat.history(runId)));
  expect(first!.length).toBeLessThan(4000);
  const query = `SessionId = '${session!.id}' AND SessionStatus = 'active' AND AgentId = 'a_1' AND Channel = 'web' AND ExecutionStatus = 'Running'`;
  await eventually('the latest run is found by its search attributes', async () => {
    return (await temporal.client.workflow.count(query)).count === 1;
  });
}, 120_000);
