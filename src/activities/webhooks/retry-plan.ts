/** When a delivery is tried again (docs/api.md, "Webhooks"). */

const FIRST_MS = 5_000;
const LONGEST_MS = 6 * 3_600_000;
/** From the first attempt. */
const WHOLE_MS = 3 * 24 * 3_600_000;
/** Never earlier than promised, up to so much later: what failed together does not come back together. */
const JITTER = 0.2;

/** What says when to come back. */
const BUSY_STATUSES = [429, 503];

interface Failed {
  /** How many attempts there were, this one included. */
  attempt: number;
  /** Since the first one began. */
  elapsedMs: number;
  status: number | null;
  retryAfter: string | null;
}

/**
 * After 5, 10, 20 … seconds, doubling to six hours; later when the endpoint asks for it.
 *
 * @param random from 0 to 1
 * @returns milliseconds; `null` when the three days are over by then
 */
export function retryInMs(
  { attempt, elapsedMs, status, retryAfter }: Failed,
  { nowMs, random }: { nowMs: number; random: number },
): number | null {
  const planMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (1 + JITTER * random);
  const askedMs = BUSY_STATUSES.includes(status ?? 0) ? retryAfterMs(retryAfter, nowMs) : 0;
  const inMs = Math.round(Math.max(planMs, askedMs));
  return elapsedMs + inMs > WHOLE_MS ? null : inMs;
}

/** Seconds or a date (RFC 9110, 10.2.3), of which six hours at most are honoured. */
function retryAfterMs(retryAfter: string | null, nowMs: number): number {
  if (retryAfter === null) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter) * 1_000
    : Date.parse(retryAfter) - nowMs;
  return Number.isNaN(ms) ? 0 : Math.min(ms, LONGEST_MS);
}
