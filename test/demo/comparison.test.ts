import { expect, test } from '@jest/globals';
import { durationText, quantileRange } from '../../demo/comparison.ts';
import { quantile } from '../../demo/quantile.ts';

const exactly = (seconds: number, certain = true) => ({
  earliest: seconds,
  latest: seconds,
  certain,
});

test('a quantile is a value that occurs (nearest rank)', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 3, 2], 0.9)).toBe(4);
  expect(quantile([7], 0.5)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});

test('a quantile of certain values is exact', () => {
  expect(quantileRange([exactly(10), exactly(20), exactly(30)], 0.5)).toEqual({ min: 20, max: 20 });
});

test('a quantile of intervals lies between those of their ends', () => {
  const responses = [
    { earliest: 10, latest: 40, certain: true },
    { earliest: 20, latest: 25, certain: true },
    { earliest: 30, latest: 35, certain: true },
  ];
  expect(quantileRange(responses, 0.5)).toEqual({ min: 20, max: 35 });
});

test('values that may not be there widen the range to both sides', () => {
  const responses = [exactly(10), exactly(20), exactly(30), exactly(1, false)];
  responses.push(exactly(98, false), exactly(99, false));
  expect(quantileRange(responses, 0.5)).toEqual({ min: 10, max: 30 });
});

test('durations read as people say them', () => {
  expect([durationText(59.4), durationText(90), durationText(3661)]).toEqual([
    '59 s',
    '1:30 min',
    '1:01:01 h',
  ]);
});
