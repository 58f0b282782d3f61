/** Guessing passwords gets slow, for everybody but those whom it would keep out. */

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Problem } from '../../src/api/http/problem.ts';
import { passwordCheck } from '../../src/api/sign-in/with-password.ts';
import { isPassword } from '../../src/api/sign-in/password.ts';
import { makeUser, PASSWORD, trySignIn } from './people.ts';
import { runningApi, type RunningApi } from './running-api.ts';

const WRONG = 'a wrong password';

let api: RunningApi;
let check: ReturnType<typeof passwordCheck>;
let email: string;
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
  check = passwordCheck(api.dependencies);
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.models.signInAttempts.deleteMany({});
  ({ email } = await makeUser(api));
});

/** Tries from an address: "in", or why not, and the seconds to wait. */
async function tryFrom(address: string, password: string, who = email): Promise<string> {
  try {
    await check('a secret', { email: who, password, address });
    return 'in';
  } catch (error) {
    const { code, headers } = error as Problem;
    return code === 'too_many_attempts' ? `wait ${headers['Retry-After']!}` : code;
  }
}

test('after five failures each one doubles the wait, up to five minutes', async () => {
  for (let failures = 1; failures < 5; failures += 1) await tryFrom('192.0.2.1', WRONG);
  const waits = [];
  for (let failures = 5; failures <= 15; failures += 1) {
    expect(await tryFrom('192.0.2.1', WRONG)).toBe('sign_in_failed');
    const [, seconds] = (await tryFrom('192.0.2.1', WRONG)).split('wait ');
    waits.push(Number(seconds));
    nowMs += Number(seconds) * 1000;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test('while it waits the right password is not heard, and nothing is counted', async () => {
  for (let failures = 1; failures <= 5; failures += 1) await tryFrom('192.0.2.1', WRONG);
  for (let tries = 0; tries < 10; tries += 1) {
    expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('wait 1');
  }
  nowMs += 1_000;
  expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('in');
  expect(await tryFrom('192.0.2.1', WRONG)).toBe('sign_in_failed');
  expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('in');
});

test('the answer is the same for an account that there is not', async () => {
  const answers = [];
  for (const who of [email, 'nobody@example.com']) {
    for (let failures = 1; failures <= 5; failures += 1) await trySignIn(api, who, WRONG);
    const answer = await trySignIn(api, who);
    const { code, detail } = answer.body as Record<string, unknown>;
    answers.push({ status: answer.status, wait: answer.get('retry-after'), code, detail });
  }
  expect(answers[0]).toMatchObject({ status: 429, wait: '1', code: 'too_many_attempts' });
  expect(answers[1]).toEqual(answers[0]);
});

test('guesses that are sent at once are counted one after the other', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, () => tryFrom('192.0.2.1', WRONG)));
  expect(results.filter((result) => result === 'sign_in_failed')).toHaveLength(5);
});

test('an address that tries many accounts is slowed down on all of them', async () => {
  for (let failures = 1; failures <= 20; failures += 1) {
    expect(await tryFrom('192.0.2.1', WRONG, `${failures}@example.com`)).toBe('sign_in_failed');
  }
  expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('wait 1');
  expect(await tryFrom('192.0.2.2', PASSWORD)).toBe('in');
});

test('strangers cannot keep an owner out, from however many addresses they try', async () => {
  expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('in');
  for (let failures = 1; failures <= 50; failures += 1) {
    expect(await tryFrom(`198.51.100.${failures}`, WRONG)).toBe('sign_in_failed');
  }
  expect(await tryFrom('198.51.100.99', WRONG)).toBe('wait 1');
  expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('in');
});

test('at an account as a whole the wait is half a minute at most', async () => {
  for (let failures = 1; failures <= 70; failures += 1) {
    await tryFrom(`198.51.100.${failures}`, WRONG);
    if (failures >= 50) nowMs += 30_000;
  }
  nowMs -= 30_000;
  expect(await tryFrom('192.0.2.1', PASSWORD)).toBe('wait 30');
});

test('failures are forgotten after an hour, and leave nothing behind', async () => {
  for (let failures = 1; failures <= 5; failures += 1) await tryFrom('192.0.2.1', WRONG);
  expect(await tryFrom('192.0.2.1', WRONG)).toBe('wait 1');
  nowMs += 3_600_001;
  expect(await tryFrom('192.0.2.2', 'x', 'somebody@example.com')).toBe('sign_in_failed');
  expect(await api.models.signInAttempts.countDocuments()).toBe(3);
  expect(await tryFrom('192.0.2.1', WRONG)).toBe('sign_in_failed');
});

test('neither addresses nor e-mail addresses are kept', async () => {
  await tryFrom('192.0.2.1', WRONG);
  const kept = JSON.stringify(await api.models.signInAttempts.find({}).lean());
  expect(kept).not.toMatch(/192\.0\.2\.1|example/);
});

test('who is unknown is checked as long as who is not', async () => {
  const kept = await api.models.users.findOne({ email }).lean();
  const timed = async (passwordHash: string | null): Promise<number> => {
    const times = [];
    for (let round = 0; round < 15; round += 1) {
      const began = performance.now();
      await isPassword(WRONG, passwordHash);
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  };
  const [known, unknown] = [await timed(kept!.passwordHash), await timed(null)];
  // No hash at all would take a thousandth, on whatever machine.
  expect(unknown).toBeGreaterThan(known / 50);
});
