const LONGEST = 60;

/**
 * A name as a summary shows it: the server refuses a start whose summary has more than 400 bytes, and no name may
 * keep a message out.
 */
export function shortName(name: string): string {
  const characters = Array.from(name);
  return characters.length <= LONGEST ? name : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
