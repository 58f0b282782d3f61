import { expect, test } from '@jest/globals';
import { devStage } from './stage/dev-stage.ts';
import { until } from '../support/until.ts';

const stage = devStage();

const TEXTS = Array.from({ length: 30 }, (_, index) => `message ${String(index)}`);

/** Says all of it at once, and tells the session that took it. */
async function burst(): Promise<string> {
  const chat = stage().chat();
  for (const text of TEXTS) await chat.say(text);
  const { session } = await chat.quiet();
  return session!.id;
}

test('messages in a burst are numbered in their order and saved once', async () => {
  const { world } = stage();
  const sessionIds: string[] = [];
  // A save that a busy machine keeps for half a second is made again: one undisturbed burst will do.
  await until('each is saved once', async () => {
    const id = await burst();
    sessionIds.push(id);
    const saved = world.batches
      .filter(({ sessionId }) => sessionId === id)
      .flatMap(({ records }) => records.map(({ sequence }) => sequence));
    return saved.length === new Set(saved).size;
  });
  for (const id of sessionIds) {
    const records = world.records(id);
    expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
    expect(records.flatMap(({ message }) => message?.text ?? [])).toEqual(TEXTS);
  }
});
