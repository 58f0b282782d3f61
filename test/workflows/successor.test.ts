import { afterEach, expect, test } from '@jest/globals';
import { messageDigest, messageKey } from '../../src/client/identity.ts';
import { Gate } from './stage/gate.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

afterEach(() => {
  delete stage().world.faults.releaseAgent;
  delete stage().world.faults.save;
});

const END = { type: 'end', by: 'admin', id: 's_1', note: null } as const;

test('a message after the close opens the successor at once, while the close is still being worked off', async () => {
  const { world } = stage();
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  const gate = new Gate();
  world.faults.releaseAgent = () => gate.pass();
  const first = await chat.session();
  const { runId } = await chat.handle.describe();
  await chat.command(END);
  await gate.reached();
  await chat.say('One more thing', { messageId: 'm_2' });
  const answer = await chat.receipt('m_2');
  expect(answer).toMatchObject({
    receipt: { session: { previousSessionId: first.id, status: 'queued' } },
  });
  gate.open();
  const { session } = await chat.servedBy('a_1');
  expect(session).toMatchObject({ previousSessionId: first.id });
  expect((await chat.handle.describe()).runId).toBe(runId);
  await chat.quiet();
  expect(world.view(first.id)).toMatchObject({ status: 'closed', closeReason: 'ended_by_admin' });
});

test('the customer of a session that closes during an outage of saves is not kept waiting', async () => {
  const { world } = stage();
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  let isAway = true;
  world.faults.save = () => {
    if (isAway) throw new Error('The database is away');
  };
  const first = await chat.session();
  await chat.command(END);
  await chat.say('One more thing', { messageId: 'm_2' });
  expect(await chat.receipt('m_2')).toMatchObject({
    receipt: { kept: { sequence: 2 }, session: { previousSessionId: first.id } },
  });
  await chat.servedBy('a_1');
  isAway = false;
  const { session } = await chat.quiet();
  expect(world.records(first.id).at(-1)).toMatchObject({ type: 'session.closed' });
  expect(world.view(first.id)).toMatchObject({ status: 'closed' });
  expect(world.view(session!.id)).toMatchObject({ status: 'active', agentId: 'a_1' });
  expect(world.records(session!.id)[1]).toMatchObject({ message: { text: 'One more thing' } });
});

test('a message when nothing is left of the session before opens the successor in a new run', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const first = await chat.session();
  const { runId } = await chat.handle.describe();
  await chat.command(END);
  await chat.over();
  await chat.say('One more thing');
  const { session } = await chat.servedBy('a_1');
  expect(session).toMatchObject({ previousSessionId: first.id, lastAgentId: 'a_1' });
  expect((await chat.handle.describe()).runId).not.toBe(runId);
});

test('a message that an earlier session keeps opens nothing, and its run completes without a trace', async () => {
  const { world } = stage();
  const chat = stage().chat();
  const sessionId = `${chat.conversationId}-${'0'.repeat(26)}`;
  const digest = messageDigest({ type: 'customer' }, 'public', 'Hello');
  world.keptEarlier.set(chat.conversationId, {
    [messageKey('m_1')]: { sessionId, sequence: 2, digest },
  });
  await chat.say('Hello', { messageId: 'm_1' });
  await chat.over();
  expect(world.sessions(chat.conversationId)).toEqual([]);
  expect(world.batches.filter((batch) => batch.conversationId === chat.conversationId)).toEqual([]);
});

test('a repeated message beside a new one is told where it was kept', async () => {
  const { world } = stage();
  const chat = stage().chat();
  const kept = { sessionId: `${chat.conversationId}-${'0'.repeat(26)}`, sequence: 2, digest: 'd' };
  world.keptEarlier.set(chat.conversationId, { [messageKey('m_1')]: kept });
  await stage().stopWorkers();
  await chat.say('Hello', { messageId: 'm_1' });
  const { newSessionId } = await chat.say('And now?', { messageId: 'm_2' });
  await stage().startWorkers();
  await chat.quiet();
  expect(await chat.receipt('m_1')).toMatchObject({ receipt: { kept } });
  const texts = world.records(newSessionId).flatMap(({ message }) => message?.text ?? []);
  expect(texts).toEqual(['And now?']);
});
