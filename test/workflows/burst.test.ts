import { expect, test } from '@jest/globals';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

test('messages in a burst are numbered in their order and saved once', async () => {
  const { world } = stage();
  const chat = stage().chat();
  const texts = Array.from({ length: 30 }, (_, index) => `message ${String(index)}`);
  for (const text of texts) await chat.say(text);
  const { session } = await chat.quiet();
  const records = world.records(session!.id);
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
  expect(records.flatMap(({ message }) => message?.text ?? [])).toEqual(texts);
  const saved = world.batches.flatMap((batch) => batch.records.map(({ sequence }) => sequence));
  expect(saved).toHaveLength(new Set(saved).size);
});
