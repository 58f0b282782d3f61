import { expect, test } from '@jest/globals';
import type { PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { conversationId } from '../../src/client/identity.ts';
import { payloadCodec, type PayloadKey } from '../../src/client/payload-codec.ts';
import { connectTemporal } from '../../src/client/temporal.ts';
import { Unavailable } from '../../src/client/unavailable.ts';
import { workflowBundle } from './stage/bundle.ts';
import { Chat } from './stage/chat.ts';
import { devStage } from './stage/dev-stage.ts';
import { until } from '../support/until.ts';
import { PATIENCE_MS } from './stage/stage.ts';

const { History } = proto.temporal.api.history.v1;

const stage = devStage();

const key = (id: string): PayloadKey => ({ id, key: randomBytes(32) });
const old = key('2026-01');
const young = key('2026-02');

/** A conversation as an API with these keys has it; the same one when the ID is given. */
function chatUnder(keys: PayloadKey[], id = conversationId('test', 'web', randomUUID())): Chat {
  const { taskQueue } = stage().temporal;
  const temporal = connectTemporal({
    connectionOptions: { address: process.env['TEST_TEMPORAL_ADDRESS']! },
    namespace: 'default',
    taskQueue,
    codec: payloadCodec(keys),
    callLimitMs: PATIENCE_MS,
  });
  return new Chat(temporal, id, () => Promise.resolve(Date.now()));
}

async function workUnder(keys: PayloadKey[]): Promise<void> {
  await stage().stopWorkers();
  await stage().startWorkers({ codec: payloadCodec(keys) });
}

async function textsOf(chat: Chat): Promise<string[]> {
  const { session } = await chat.quiet();
  return stage()
    .world.records(session!.id)
    .flatMap(({ message }) => message?.text ?? []);
}

/** A history's bytes, as the server has them. */
async function storedIn(chat: Chat): Promise<Buffer> {
  return Buffer.from(History.encode({ events: await chat.history() }).finish());
}

test('a session goes on when encryption is switched on, and over a rotation of keys', async () => {
  await workUnder([]);
  const clear = chatUnder([]);
  const { newSessionId } = await clear.say('In clear');
  await clear.servedBy('a_1');

  await workUnder([old]);
  const encrypted = chatUnder([old], clear.conversationId);
  await encrypted.say('Under the old key', { messageId: 'm2' });
  expect(await textsOf(encrypted)).toEqual(['In clear', 'Under the old key']);

  await workUnder([young, old]);
  const rotated = chatUnder([young, old], clear.conversationId);
  await rotated.say('Under the young key', { messageId: 'm3' });
  const texts = ['In clear', 'Under the old key', 'Under the young key'];
  expect(await textsOf(rotated)).toEqual(texts);

  const { session, setAside } = await rotated.live();
  expect(session!.id).toBe(newSessionId);
  expect(setAside).toEqual([]);
  const stored = await storedIn(rotated);
  expect(texts.map((text) => stored.includes(text))).toEqual([true, false, false]);
  expect([stored.includes(old.id), stored.includes(young.id)]).toEqual([true, true]);
  await replays(rotated, payloadCodec([young, old])!);
  await Promise.all([clear, encrypted, rotated].map(({ temporal }) => temporal.close()));
});

async function replays(chat: Chat, codec: PayloadCodec): Promise<void> {
  const options = {
    workflowBundle: await workflowBundle(),
    dataConverter: { payloadCodecs: [codec] },
  };
  await Worker.runReplayHistory(options, { events: await chat.history() }, chat.workflowId);
}

test('what is encrypted under a key that nobody has is set aside, and the next message is handled', async () => {
  await workUnder([old]);
  const chat = chatUnder([old]);
  const stranger = chatUnder([young], chat.conversationId);
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await stranger.say('Lost', { messageId: 'lost' });
  await chat.say('Still there?');
  expect(await textsOf(chat)).toEqual(['Hello', 'Still there?']);
  expect((await chat.live()).setAside).toHaveLength(1);
  await Promise.all([chat, stranger].map(({ temporal }) => temporal.close()));
});

test('a session whose key has not arrived at the worker waits for it, and loses nothing', async () => {
  await workUnder([]);
  const chat = chatUnder([old]);
  await chat.say('Hello');
  await until('the task failed', async () =>
    (await chat.history()).some((event) => Boolean(event.workflowTaskFailedEventAttributes)),
  );
  await workUnder([old]);
  expect(await textsOf(chat)).toEqual(['Hello']);
  await chat.temporal.close();
});

test('who has no key to read an answer is told that it is not available', async () => {
  await workUnder([old]);
  const chat = chatUnder([old]);
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const stranger = chatUnder([young], chat.conversationId);
  await expect(stranger.live()).rejects.toThrow(Unavailable);
  await Promise.all([chat, stranger].map(({ temporal }) => temporal.close()));
});
