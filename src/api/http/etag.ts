import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

/** The entity tag of a settings version. */
export const etagOf = (version: number): string => `"${String(version)}"`;

/**
 * The version that a change is based on, from `If-Match`; `null` saves over whatever is there.
 *
 * @throws Problem when no version can match
 */
export function expectedVersion(headers: IncomingHttpHeaders): number | null {
  const header = headers['if-match']?.trim();
  if (header === undefined || header === '*') return null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) {
    throw new Problem('precondition_failed', 'The entity tag of If-Match is of no version.');
  }
  return Number(version);
}
