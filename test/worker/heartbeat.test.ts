import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { BEAT_MS, beating } from '../../src/worker/heartbeat.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Beats of an activity that takes so many of the times between two, and for as long again after it. */
async function beatsOf(beats: number, { isLocal }: { isLocal: boolean }): Promise<number> {
  let counted = 0;
  const environment = new MockActivityEnvironment({ isLocal }, { interceptors: [beating] });
  environment.on('heartbeat', () => {
    counted += 1;
  });
  const over = environment.run(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, (beats + 0.5) * BEAT_MS);
      }),
  );
  await jest.advanceTimersByTimeAsync((beats + 1) * BEAT_MS);
  await over;
  await jest.advanceTimersByTimeAsync((beats + 1) * BEAT_MS);
  return counted;
}

test('an activity beats once a second until it ends', async () => {
  expect(await beatsOf(3, { isLocal: false })).toBe(3);
});

test('one that ends within a second does not beat', async () => {
  expect(await beatsOf(0, { isLocal: false })).toBe(0);
});

test('a local activity does not beat', async () => {
  expect(await beatsOf(3, { isLocal: true })).toBe(0);
});
