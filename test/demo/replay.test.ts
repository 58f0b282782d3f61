import { expect, test } from '@jest/globals';
import { fitText } from '../../demo/replay.ts';

test('a text at the limit is left alone', () => {
  expect(fitText('x'.repeat(16_384))).toEqual({ text: 'x'.repeat(16_384), cut: false });
});

test('a longer one is cut, and says so', () => {
  expect(fitText('x'.repeat(16_385))).toEqual({ text: 'x'.repeat(16_384), cut: true });
});

test('the cut never halves an emoji', () => {
  expect(fitText(`${'x'.repeat(16_383)}👋`)).toEqual({ text: 'x'.repeat(16_383), cut: true });
});
