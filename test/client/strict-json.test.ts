import { expect, test } from '@jest/globals';
import { decodeUtf8, parseStrictJson, StrictJsonError } from '../../src/api/http/strict-json.ts';

test.each([
  '{}',
  '[]',
  'null',
  '"a \\" : b"',
  '{"a":{"a":1},"b":[{"a":2},{"a":3}]}',
  '{ "key" : "a\\"b\\\\" , "other":"{\\"key\\":1}" }',
  '{"constructor":"kept","a":["__proto__"]}',
])('JSON that says everything once is read as it is: %s', (text) => {
  expect(parseStrictJson(text)).toEqual(JSON.parse(text));
});

test.each([
  ['{"a":1,"a":2}', /twice/],
  ['{"a":1,"\\u0061":2}', /twice/],
  ['{"b":{"a":1,"x":[],"a" :2}}', /twice/],
  ['{"__proto__":{}}', /__proto__/],
  ['{"\\u005f_proto__":{}}', /__proto__/],
  ['{"a":1', /not valid JSON/],
  ["{'a':1}", /not valid JSON/],
  ['{"a":1,}', /not valid JSON/],
  ['NaN', /not valid JSON/],
  ['', /not valid JSON/],
  ['['.repeat(33) + ']'.repeat(33), /levels/],
])('anything else is refused: %s', (text, reason) => {
  expect(() => parseStrictJson(text)).toThrow(StrictJsonError);
  expect(() => parseStrictJson(text)).toThrow(reason);
});

test('nesting that would exhaust a stack is refused like any other', () => {
  expect(() => parseStrictJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(StrictJsonError);
});

test.each([[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0x80]])(
  'bytes that are not UTF-8 are refused: %p',
  (...bytes) => {
    expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(StrictJsonError);
  },
);
