import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldedName, nameBegins, nameKeys } from '../../src/store/sessions/customer-name.ts';

/** What the database would say. */
function finds(beginning: string, name: string | null): boolean {
  const { nameKey, namePrefixes } = nameKeys(name);
  const filter = nameBegins(beginning);
  if (filter === null) return true;
  if (!namePrefixes.includes(filter.namePrefixes)) return false;
  const bytes = (text: string): Buffer => Buffer.from(text);
  return (
    filter.nameKey === undefined ||
    (nameKey !== null &&
      Buffer.compare(bytes(filter.nameKey.$gte), bytes(nameKey)) <= 0 &&
      Buffer.compare(bytes(nameKey), bytes(filter.nameKey.$lt)) < 0)
  );
}

test.each([
  ['ada', 'Ada Lovelace', true],
  ['ADA L', 'ada lovelace', true],
  ['lovelace', 'Ada Lovelace', false],
  ['strasse', 'Straße', true],
  ['straße', 'STRAẞE', true],
  ['ΟΔΟΣ', 'οδος', true],
  ['Ｊｏｈｎ', 'john', true],
  ['christopher w', 'Christopher Wren', true],
  ['christopher x', 'Christopher Wren', false],
  ['  ada', 'Ada', true],
  ['ada', null, false],
])('%p finds %p: %p', (beginning, name, found) => {
  expect(finds(beginning, name)).toBe(found);
});

test('a name is found by every beginning of it, in any case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(40), (name, length) => {
      const folded = Array.from(foldedName(name)).slice(0, length).join('');
      expect(finds(folded, name)).toBe(true);
      expect(finds(name, name)).toBe(true);
    }),
  );
});

test('a name is found by nothing else', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 12 });
  fc.assert(
    fc.property(word, word, (beginning, name) => {
      const begins = foldedName(name).startsWith(foldedName(beginning));
      expect(finds(beginning, name)).toBe(begins);
    }),
  );
});
