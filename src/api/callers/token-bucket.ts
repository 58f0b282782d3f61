/** Limits of rate with bursts, each process counting for itself. */

export interface Rate {
  perSecond: number;
  /** How many at once, when nothing was taken for a while. */
  burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

export interface Taken {
  allowed: boolean;
  /** How many more may be taken at once. */
  left: number;
  /** Until the next one may be taken. */
  retryAfterSeconds: number;
  /** Until the whole burst may be taken. */
  fullAfterSeconds: number;
}

const MOST_BUCKETS = 100_000;

/** A bucket of tokens for each of those who are limited: it fills at the rate, up to the burst. */
export class TokenBuckets {
  readonly rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate) {
    this.rate = rate;
  }

  /** Takes a token, if there is one. */
  take(whose: string, nowMs: number): Taken {
    const bucket = this.#filled(whose, nowMs);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    const { perSecond, burst } = this.rate;
    return {
      allowed,
      left: Math.floor(bucket.tokens),
      retryAfterSeconds: Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)),
      fullAfterSeconds: Math.ceil((burst - bucket.tokens) / perSecond),
    };
  }

  /** Takes away more, down to none. */
  charge(whose: string, tokens: number, nowMs: number): void {
    const bucket = this.#filled(whose, nowMs);
    bucket.tokens = Math.max(0, bucket.tokens - tokens);
  }

  /** Whether there is nothing to take. */
  isEmpty(whose: string, nowMs: number): boolean {
    return this.#filled(whose, nowMs).tokens < 1;
  }

  #filled(whose: string, nowMs: number): Bucket {
    const { perSecond, burst } = this.rate;
    const before = this.#buckets.get(whose);
    const sinceMs = before ? Math.max(0, nowMs - before.atMs) : 0;
    const tokens = before ? Math.min(burst, before.tokens + (sinceMs / 1_000) * perSecond) : burst;
    const bucket = { tokens, atMs: nowMs };
    // The latest stand last, so that the first is the one to do without.
    this.#buckets.delete(whose);
    this.#buckets.set(whose, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_BUCKETS && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}
