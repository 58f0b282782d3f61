/** A wait ends with an answer, with its limit, or with what makes it hopeless. */

import { expect, test } from '@jest/globals';
import { Hopeless, isWanted, until } from './until.ts';

const SOON = { withinMs: 30, everyMs: 1 };

test('it asks until there is an answer, whatever fails before', async () => {
  const answers = [() => null, () => false, () => Promise.reject(new Error('away')), () => 0];
  expect(await until('a number', () => answers.shift()!(), { everyMs: 1 })).toBe(0);
  expect(answers).toEqual([]);
});

test('after its limit it says what was waited for, and what failed last', async () => {
  const away = new Error('away');
  const waiting = until('the moon', () => Promise.reject(away), SOON);
  await expect(waiting).rejects.toMatchObject({
    message: 'Not within 30 ms: the moon',
    cause: away,
  });
});

test('a failed expectation ends it at once', async () => {
  let asked = 0;
  const waiting = until('nothing', () => {
    asked += 1;
    expect(asked).toBe(0);
  });
  await expect(waiting).rejects.toMatchObject({ matcherResult: { pass: false } });
  expect(asked).toBe(1);
});

test('an answer that is neither wanted nor allowed meanwhile ends it at once', async () => {
  const codes = [503, 503, 500, 409];
  const waiting = until('409', () => isWanted(codes.shift(), 409, [503]), { everyMs: 1 });
  await expect(waiting).rejects.toBeInstanceOf(Hopeless);
  expect(codes).toEqual([409]);
});
