import { expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { until } from '../support/until.ts';
import { devStage } from './stage/dev-stage.ts';
import { settings } from './stage/world.ts';

const stage = devStage();

test('what fell due while no worker was there happens once, stamped with its due instant', async () => {
  const { world } = stage();
  world.settings.values = settings({
    // Nothing of it before the worker is gone, on whatever machine.
    response: { limitSeconds: 6, warningSeconds: 1 },
    // Once only, however long the rest takes.
    reassignment: { enabled: true, afterSeconds: 7, maxHops: 1 },
  });
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  const { session } = await chat.servedBy('a_1');
  await chat.quiet();
  const { dueAtMs, warnAtMs } = session!.wait!;
  await stage().stopWorkers();
  await until('all of it is past', () => Date.now() > dueAtMs! + 2000);
  await stage().startWorkers();
  await chat.servedBy('a_2');
  await chat.quiet();
  const fired = world
    .records(newSessionId)
    .filter(({ type }) => /warned|overdue|search_started/.test(type));
  expect(fired.map(({ type, atMs }) => [type, atMs])).toEqual([
    ['session.warned', warnAtMs],
    ['session.overdue', dueAtMs],
    ['session.search_started', dueAtMs! + 1000],
  ]);
  for (const { atMs, processedAtMs } of fired) expect(processedAtMs).toBeGreaterThan(atMs);
});

test('a message accepted while no worker was there comes before the close that fell due', async () => {
  const { chat, sessionId, closesAtMs } = await closesWhileAway(8);
  await until('the close was due', () => Date.now() > closesAtMs + 1500);
  await stage().startWorkers();
  const { session } = await chat.quiet();
  expect(session).toMatchObject({ id: sessionId, status: 'active', awaiting: 'agent' });
}, 240_000);

/** A session that was written to, without a worker, before its close was due: with more time where that takes longer. */
async function closesWhileAway(afterSeconds: number): Promise<Closing> {
  stage().world.settings.values = settings({ autoClose: { enabled: true, afterSeconds } });
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  const replied = await chat.reply('a_1', 'Goodbye');
  if (replied.type !== 'done') throw new Error(`The reply was answered "${replied.type}"`);
  const { closesAtMs } = replied.outcome.session;
  await stage().stopWorkers();
  await chat.say('One more thing');
  if (Date.now() < closesAtMs!) return { chat, sessionId: newSessionId, closesAtMs: closesAtMs! };
  await stage().startWorkers();
  return closesWhileAway(2 * afterSeconds);
}

interface Closing {
  chat: Chat;
  sessionId: string;
  closesAtMs: number;
}
