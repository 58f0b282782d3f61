import { expect, test } from '@jest/globals';
import { Unavailable } from '../../src/client/unavailable.ts';
import type { Chat } from './stage/chat.ts';
import { countRetry } from '../support/retries.ts';
import { Hopeless, until } from '../support/until.ts';
import { Gate } from './stage/gate.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

/** Signals that arrive beside each message. */
const BESIDE = 20;

/** Delivers a message as a caller does who is told to come back: again, and the same one. */
async function insist(chat: Chat, text: string): Promise<string> {
  const event = await chat.message(text);
  const delivered = async (): Promise<boolean> => {
    try {
      await chat.give(event);
      return true;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw new Hopeless('It is refused', { cause: error });
      countRetry('turned away');
      return false;
    }
  };
  await until('the message is taken', delivered);
  return event.messageId;
}

/** What is said beside the messages may be turned away. */
const murmur = (chat: Chat): Promise<void> => chat.murmur(BESIDE).catch(() => undefined);

/** Writes, never pausing, until the conversation has gone over to a new run and on for a while. */
async function storm(chat: Chat): Promise<string[]> {
  const texts: string[] = [];
  const write = async (): Promise<void> => {
    const text = `message ${String(texts.length)}`;
    texts.push(text);
    const [messageId] = await Promise.all([insist(chat, text), murmur(chat)]);
    await chat.receipt(messageId);
  };
  await insist(chat, 'first');
  while ((await chat.runIds()).length === 1) await write();
  for (let more = 0; more < 5; more += 1) await write();
  return ['first', ...texts];
}

test('a storm continues as new under fire, with work still queued: none lost, none doubled, in order', async () => {
  const { world, temporal } = stage();
  const gate = new Gate();
  world.faults.notify = () => gate.pass();
  const chat = stage().chat();
  const texts = await storm(chat).finally(() => {
    gate.open();
  });
  const runIds = await chat.runIds();
  const { session } = await chat.quiet();

  const records = world.records(session!.id);
  expect(records.flatMap(({ message }) => message?.text ?? [])).toEqual(texts);
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
  expect(new Set(world.notifications.map(({ key }) => key)).size).toBe(1);
  expect(world.view(session!.id)).toEqual(session);

  const [first] = await Promise.all(runIds.map((runId) => chat.history(runId)));
  expect(first!.length).toBeLessThan(4000);
  const query = `SessionId = '${session!.id}' AND SessionStatus = 'active' AND AgentId = 'a_1' AND Channel = 'web' AND ExecutionStatus = 'Running'`;
  await until('the latest run is found by its search attributes', async () => {
    return (await temporal.client.workflow.count(query)).count === 1;
  });
}, 240_000);
