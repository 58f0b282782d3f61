import { expect, test } from '@jest/globals';
import { sealing, UnopenableError } from '../../src/store/sealing.ts';

const OLD = 'an installation’s first secret, long';
const NEW = 'an installation’s second secret, long';
const box = sealing([OLD]);

test('what is sealed opens for its kind and place', () => {
  const sealed = box.seal('webhook secret', 'wh_1', 'whsec_ä🙂');
  expect(sealed).not.toContain('whsec');
  expect(box.open('webhook secret', 'wh_1', sealed)).toBe('whsec_ä🙂');
  expect(box.open('webhook secret', 'wh_1', box.seal('webhook secret', 'wh_1', ''))).toBe('');
});

test('the same text is sealed differently each time', () => {
  const sealed = Array.from({ length: 100 }, () => box.seal('token link', 't', 'same'));
  expect(new Set(sealed).size).toBe(100);
});

test('it opens as no other kind, in no other place, and with no other secret', () => {
  const sealed = box.seal('webhook secret', 'wh_1', 'text');
  expect(() => box.open('token link', 'wh_1', sealed)).toThrow(UnopenableError);
  expect(() => box.open('webhook secret', 'wh_2', sealed)).toThrow(UnopenableError);
  expect(() => sealing([NEW]).open('webhook secret', 'wh_1', sealed)).toThrow(/key .* not there/);
});

test('any change of it is noticed', () => {
  const sealed = box.seal('kept answer', 'k', 'text');
  const from = sealed.lastIndexOf('.') + 1;
  for (let at = from; at < sealed.length; at += 1) {
    // The last character's unused bits are no part of the text.
    const other = sealed[at] === 'A' ? 'g' : 'A';
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
    expect(() => box.open('kept answer', 'k', changed)).toThrow(UnopenableError);
  }
  for (const text of ['', 'v1', `${sealed}.x`, sealed.replace('v1', 'v2'), sealed.slice(0, 30)]) {
    expect(() => box.open('kept answer', 'k', text)).toThrow(UnopenableError);
  }
});

test('a secret is replaced by putting the new one first', () => {
  const both = sealing([NEW, OLD]);
  const before = box.seal('token link', 't', 'text');
  expect(both.open('token link', 't', before)).toBe('text');
  const after = both.seal('token link', 't', 'text');
  expect(sealing([NEW]).open('token link', 't', after)).toBe('text');
  expect(() => box.open('token link', 't', after)).toThrow(UnopenableError);
});
