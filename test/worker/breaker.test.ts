import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { Breaker, sparing } from '../../src/worker/breaker.ts';

const away = new Error('away');
/** Failures are meant here. */
const logger = new DefaultLogger('ERROR');

/** A save that can be made to fail, behind a breaker with a clock of the test. */
function given() {
  const clock = { nowMs: 0 };
  const state: { tries: number; failure: Error | null } = { tries: 0, failure: null };
  const breaker = new Breaker(() => clock.nowMs);
  const save = sparing(breaker, (batch: string) => {
    state.tries += 1;
    return state.failure ? Promise.reject(state.failure) : Promise.resolve(batch);
  });
  const run = (isLocal: boolean) =>
    new MockActivityEnvironment({ isLocal, startToCloseTimeoutMs: 500 }, { logger }).run(
      save,
      'a batch',
    );
  return { clock, state, local: () => run(true), ordinary: () => run(false) };
}

test('after a failure local tries fail at once for a while, and then one is let through', async () => {
  const { clock, state, local } = given();
  state.failure = away;
  await expect(local()).rejects.toBe(away);
  await expect(local()).rejects.toMatchObject({ type: 'StoreSpared' });
  expect(state.tries).toBe(1);
  clock.nowMs += 2_000;
  await expect(local()).rejects.toBe(away);
  await expect(local()).rejects.toMatchObject({ type: 'StoreSpared' });
  expect(state.tries).toBe(2);
});

test('one success ends it', async () => {
  const { clock, state, local } = given();
  state.failure = away;
  await expect(local()).rejects.toBe(away);
  state.failure = null;
  clock.nowMs += 2_000;
  await expect(local()).resolves.toBe('a batch');
  await expect(local()).resolves.toBe('a batch');
});

test('an ordinary save always really tries, and its success lets local ones through', async () => {
  const { state, local, ordinary } = given();
  state.failure = away;
  await expect(local()).rejects.toBe(away);
  await expect(ordinary()).rejects.toBe(away);
  state.failure = null;
  await expect(ordinary()).resolves.toBe('a batch');
  await expect(local()).resolves.toBe('a batch');
  expect(state.tries).toBe(4);
});

test('a request that can never succeed says nothing about the database', async () => {
  const { state, local } = given();
  state.failure = ApplicationFailure.nonRetryable('does not fit');
  await expect(local()).rejects.toBe(state.failure);
  state.failure = null;
  await expect(local()).resolves.toBe('a batch');
});
