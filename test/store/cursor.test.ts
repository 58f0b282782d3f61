import { describe, expect, test } from '@jest/globals';
import {
  cursorText,
  InvalidCursor,
  isInstantMs,
  isText,
  isWhole,
  pageOf,
  readCursor,
} from '../../src/store/page.ts';

const LATEST_MS = 8.64e15;

test('a cursor leads back to the place that it was made of', () => {
  const place = [LATEST_MS, 'a "quoted" \u{1F600} ID'] as const;
  expect(readCursor(cursorText(place), isInstantMs, isText)).toEqual(place);
});

describe('nobody gave out', () => {
  const encoded = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each<[string, string]>([
    ['what is no JSON', 'nonsense'],
    ['nothing', ''],
    ['what is no list', encoded({ 0: 1, 1: 'a', length: 2 })],
    ['one value too few', encoded([1])],
    ['one value too many', encoded([1, 'a', 'b'])],
    ['values of other types', encoded(['1', 'a'])],
    ['an object, as an operator would be', encoded([1, { $gt: '' }])],
    ['half a millisecond', encoded([0.5, 'a'])],
    ['an instant after the last date', encoded([LATEST_MS + 1, 'a'])],
    ['an instant before the first date', encoded([-LATEST_MS - 1, 'a'])],
  ])('%s', (_name, cursor) => {
    expect(() => readCursor(cursor, isInstantMs, isText)).toThrow(InvalidCursor);
  });

  test('a number beyond all whole ones', () => {
    expect(() => readCursor(encoded([2 ** 53]), isWhole)).toThrow(InvalidCursor);
  });
});

describe('a page', () => {
  const page = (limit: number) => pageOf(['a', 'b'], limit, (row) => [row]);

  test('leads on from its last row when more were read than it shows', () => {
    expect(page(1)).toEqual({ rows: ['a'], nextCursor: cursorText(['a']) });
  });

  test('is the last one when all that was read is shown', () => {
    expect(page(2)).toEqual({ rows: ['a', 'b'], nextCursor: null });
  });
});
