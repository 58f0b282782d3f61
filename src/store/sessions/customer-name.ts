/** Customers' names as they are found: by how they begin, in any case. */

/** Prefixes up to this length have an index entry of their own, so that a page of them costs the same at any size. */
const LONGEST_PREFIX = 8;

/** Above every other character in the order of UTF-8 bytes, in which strings are compared. */
const LAST_CHARACTER = '\u{10FFFF}';

/** A name in one case and one form (NFKC); characters that look the same are the same. */
export function foldedName(name: string): string {
  return (
    name
      .normalize('NFKC')
      // To and fro: "ẞ", "ß" and "SS" meet in "ss", and the Greek sigma has a lower case for the end of a word.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .replaceAll('ς', 'σ')
      .replaceAll(/\s+/gu, ' ')
      .trimStart()
      .normalize('NFKC')
  );
}

/** What is stored beside a name to find it by. */
export function nameKeys(name: string | null): { nameKey: string | null; namePrefixes: string[] } {
  const folded = name === null ? '' : foldedName(name);
  if (folded === '') return { nameKey: null, namePrefixes: [] };
  const characters = Array.from(folded).slice(0, LONGEST_PREFIX);
  const namePrefixes = characters.map((_last, index) => characters.slice(0, index + 1).join(''));
  return { nameKey: folded, namePrefixes };
}

/** Which sessions' names begin so, over the fields of `nameKeys`. */
export interface NameFilter {
  namePrefixes: string;
  /** Only for what is longer than the prefixes stored. */
  nameKey?: { $gte: string; $lt: string };
}

/** @returns `null` when nothing is left of the beginning: every name begins so */
export function nameBegins(beginning: string): NameFilter | null {
  const folded = foldedName(beginning);
  const characters = Array.from(folded);
  if (characters.length === 0) return null;
  const namePrefixes = characters.slice(0, LONGEST_PREFIX).join('');
  if (characters.length <= LONGEST_PREFIX) return { namePrefixes };
  return { namePrefixes, nameKey: { $gte: folded, $lt: `${folded}${LAST_CHARACTER}` } };
}
