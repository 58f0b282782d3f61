import { expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

interface Payload {
  metadata: Record<string, Buffer>;
  data: Buffer;
}

const payload = (encoding: string, data: string): Payload => ({
  metadata: { encoding: Buffer.from(encoding) },
  data: Buffer.from(data),
});
const json = (value: unknown): Payload => payload('json/plain', JSON.stringify(value));

/** Sends a signal as anybody can who has access to Temporal. */
const signal = (chat: Chat, payloads: Payload[]) =>
  stage().temporal.client.workflowService.signalWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: chat.workflowId },
    signalName: 'session',
    input: { payloads },
  });

const POISONS: [string, Payload[]][] = [
  ['no arguments', []],
  ['an encoding nobody knows', [payload('binary/none', 'zz')]],
  ['an encrypted payload without its key', [payload('binary/encrypted', 'zz')]],
  ['bytes that are no JSON', [payload('json/plain', '{"type": "custom')]],
  ['no encoding at all', [{ metadata: {}, data: Buffer.from('zz') }]],
  ['null', [json(null)]],
  ['a number', [json(7)]],
  ['a list', [json([{ type: 'customerMessage' }])]],
  ['an event of no known type', [json({ type: 'customerMassage', text: 'Hello' })]],
  ['a type that every object has', [json({ type: 'toString' })]],
  ['an event without its fields', [json({ type: 'customerMessage', text: 'Hello' })]],
  ['a command, which is no signal', [json({ type: 'end', by: 'admin', id: null, note: null })]],
];

const malformed = async (chat: Chat, change: object): Promise<Payload[]> => [
  json({ ...(await chat.message('Poisoned')), ...change }),
];

const MALFORMED: [string, object][] = [
  ['a text that is a number', { text: 7 }],
  ['an instant that is no number', { atMs: 'soon' }],
  ['a customer that is null', { customer: null }],
  ['a customer without an ID', { customer: {} }],
  ['order IDs that are no list', { orderIds: {} }],
  ['attributes that are a list', { attributes: [1, 2] }],
  ['room ID that is an object', { roomId: { id: 1 } }],
  ['a session ID of another conversation', { newSessionId: 'elsewhere' }],
];

test.each(POISONS)(
  'after a signal with %s the next message is handled',
  async (_name, payloads) => {
    await heals((chat) => signal(chat, payloads));
  },
);

test.each(MALFORMED)(
  'after a message with %s the next message is handled',
  async (_name, change) => {
    await heals(async (chat) => signal(chat, await malformed(chat, change)));
  },
);

async function heals(poison: (chat: Chat) => Promise<unknown>): Promise<void> {
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await poison(chat);
  await chat.say('Still there?');
  const { session, setAside } = await chat.quiet();
  expect(session!.id).toBe(newSessionId);
  const texts = stage()
    .world.records(newSessionId)
    .flatMap(({ message }) => message?.text ?? []);
  expect(texts).toEqual(['Hello', 'Still there?']);
  expect(setAside).toHaveLength(1);
}

test('a signal that poisons a conversation before its session opens is set aside as well', async () => {
  const chat = stage().chat();
  await stage().stopWorkers();
  await chat.say('Hello');
  await signal(chat, [payload('binary/none', 'zz')]);
  await chat.say('Still there?');
  await stage().startWorkers();
  const { session, setAside } = await chat.quiet();
  const texts = stage()
    .world.records(session!.id)
    .flatMap(({ message }) => message?.text ?? []);
  expect(texts).toEqual(['Hello', 'Still there?']);
  expect(setAside).toHaveLength(1);
});
