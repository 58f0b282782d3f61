/**
 * How many repetitions of each kind (retries.ts) a whole run may have. A machine that is busy needs a few; a fault of the
 * product that they would hide needs more.
 *
 * @type {Readonly<Record<string, number>>}
 */
export const RETRY_LIMITS = {
  '503 in API tests': 5,
  'too slow': 5,
  'busy database': 10,
  'no verdict': 100,
  'turned away': 100,
  'closed connection': 50,
  'server start': 3,
};
