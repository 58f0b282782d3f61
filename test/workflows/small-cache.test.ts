import { expect, test } from '@jest/globals';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

// With no cache at all SDK 1.24 never finishes a task that holds a local activity.
test.each([1, 2])(
  'a worker that keeps %i sessions in memory is slower, never wrong',
  async (size) => {
    await stage().stopWorkers();
    await stage().startWorkers({ maxCachedWorkflows: size });
    const chats = Array.from({ length: 4 }, () => stage().chat());
    for (const text of ['first', 'second', 'third']) {
      await Promise.all(chats.map((chat) => chat.say(text)));
    }
    for (const chat of chats) {
      const { session } = await chat.quiet();
      const records = stage().world.records(session!.id);
      expect(records.flatMap(({ message }) => message?.text ?? [])).toEqual([
        'first',
        'second',
        'third',
      ]);
      expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    }
  },
);
