/** Pages of lists, and the cursors that lead from one page to the next. */

/** Rows of a page whose request names no limit. */
export const DEFAULT_ITEMS = 50;

export interface PageRequest {
  /** `nextCursor` of the page before; absent: the first page. */
  cursor?: string | undefined;
  /** The most rows; `DEFAULT_ITEMS` when absent. */
  limit?: number | undefined;
}

export interface Page<T> {
  rows: T[];
  /** `null` on the last page. */
  nextCursor: string | null;
}

/** Values that a list is sorted by, as they are in one of its rows. */
type Place = readonly (string | number)[];

/** Tells whether a value of a cursor is of the type that the list sorts by. */
export type Check<T> = (value: unknown) => value is T;

/** A text that is no cursor of the list that it was given to. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';

  constructor(message = 'This cursor was not given out by this call.') {
    super(message);
  }
}

/** Milliseconds on either side of the epoch that a Date can hold (ECMAScript, "Time Values and Time Range"). */
const DATE_RANGE_MS = 8.64e15;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

export const isInstantMs = (value: unknown): value is number =>
  isWhole(value) && Math.abs(value) <= DATE_RANGE_MS;

/** A place as opaque text, which callers hand back and never read. */
export function cursorText(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads a cursor.
 *
 * @param checks one for each value of the place
 * @throws InvalidCursor when another list gave it out, or nobody did
 */
export function readCursor<P extends Place>(
  cursor: string,
  ...checks: { [K in keyof P]: Check<P[K]> }
): P {
  const place = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(place) &&
    place.length === checks.length &&
    checks.every((check, index) => check(place[index]));
  if (!fits) throw new InvalidCursor();
  return place as unknown as P;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A page, told from the rows that were read: one more than asked for says that there is another. */
export function pageOf<T>(rows: T[], limit: number, placeOf: (row: T) => Place): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor: rows.length > limit && last !== undefined ? cursorText(placeOf(last)) : null,
  };
}
