/** JSON as one reader and the next understand it alike: no repeated keys, no prototype keys, a bounded depth. */

/** Deeper than any body of the API, and far from any stack's end. */
const DEEPEST = 32;

export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
}

/** The text of a body that must be UTF-8. A byte order mark is taken off. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new StrictJsonError('The body is not valid UTF-8.');
  }
}

/**
 * Parses JSON that says everything once.
 *
 * @throws StrictJsonError with one sentence for the caller
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StrictJsonError('The body is not valid JSON.');
  }
  refuseAmbiguity(text);
  return value;
}

/** Walks over text that is known to be JSON; only strings and brackets matter. */
function refuseAmbiguity(text: string): void {
  const open: (Set<string> | null)[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '"') {
      const end = stringEnd(text, position);
      if (isKey(text, end)) keep(open.at(-1) ?? null, text.slice(position, end));
      position = end;
      continue;
    }
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > DEEPEST) {
        throw new StrictJsonError(`The body is nested more than ${String(DEEPEST)} levels deep.`);
      }
    } else if (character === '}' || character === ']') {
      open.pop();
    }
    position += 1;
  }
}

function stringEnd(text: string, start: number): number {
  let position = start + 1;
  while (text.charAt(position) !== '"') position += text.charAt(position) === '\\' ? 2 : 1;
  return position + 1;
}

function isKey(text: string, end: number): boolean {
  let position = end;
  while (/[ \t\r\n]/.test(text.charAt(position))) position += 1;
  return text.charAt(position) === ':';
}

function keep(keys: Set<string> | null, quoted: string): void {
  const key = JSON.parse(quoted) as string;
  if (key === '__proto__') throw new StrictJsonError('The key "__proto__" is not allowed.');
  if (keys === null) return;
  if (keys.has(key)) throw new StrictJsonError('A key is given twice in the same object.');
  keys.add(key);
}
