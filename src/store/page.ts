import { fieldProblem } from '../api/http/problem.ts';
import type { z } from '../api/http/zod.ts';

/** Where a page ended, as text that callers hand back and never read. */
export function cursorText(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads a cursor that this call gave out.
 *
 * @throws Problem when it is another call's, or nobody's
 */
export function readCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw fieldProblem('cursor', 'invalid_cursor', 'This cursor was not given out by this call.');
  }
}

/** A page, told from the rows that were read: one more than asked for says that there is another. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  placeOf: (row: T) => readonly (string | number)[],
): { rows: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor: rows.length > limit && last !== undefined ? cursorText(placeOf(last)) : null,
  };
}
