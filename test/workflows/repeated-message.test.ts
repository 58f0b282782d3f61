import { expect, test } from '@jest/globals';
import { messageDigest } from '../../src/client/identity.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

const digest = (text: string): string => messageDigest({ type: 'customer' }, 'public', text);

test('a message seen twice changes nothing, whatever it says the second time', async () => {
  const chat = stage().chat();
  const first = await chat.say('Where is my order?', { messageId: 'm_1' });
  await chat.servedBy('a_1');
  const before = (await chat.quiet()).session!;
  await chat.give(first);
  await chat.say('Something else', { messageId: 'm_1' });
  await chat.say('The next one', { messageId: 'm_2' });
  await chat.quiet();
  const records = stage().world.records(before.id).slice(before.sequence);
  expect(records.map(({ message }) => message?.text)).toEqual(['The next one']);
});

test('a receipt tells in which session a message landed, under which number, and what it said', async () => {
  const chat = stage().chat();
  await chat.say('Where is my order?', { messageId: 'm_1' });
  await chat.say('Another text', { messageId: 'm_1' });
  await chat.say('It has number 7', { messageId: 'm_2' });
  const { id } = await chat.session();
  const [first, second, unknown] = [
    await chat.receipt('m_1'),
    await chat.receipt('m_2'),
    await chat.receipt('m_3'),
  ];
  const kept = (sequence: unknown, text: string) => ({
    type: 'known',
    receipt: { kept: { sessionId: id, sequence, digest: digest(text) } },
  });
  expect(first).toMatchObject(kept(2, 'Where is my order?'));
  expect(second).toMatchObject(kept(expect.any(Number), 'It has number 7'));
  expect(unknown).toMatchObject({ type: 'known', receipt: { kept: null } });
});

test('a receipt asked for before any worker is there comes when the session opens', async () => {
  const chat = stage().chat();
  await stage().stopWorkers();
  await chat.say('Is anybody there?', { messageId: 'm_1' });
  const asked = chat.receipt('m_1');
  await stage().startWorkers();
  expect(await asked).toMatchObject({ receipt: { kept: { sequence: 2 } } });
});
