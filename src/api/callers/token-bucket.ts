/** Limits of rate with bursts, each process counting for itself (docs/decisions/0015-kept-by-hand.md). */

import { LRUCache } from 'lru-cache';

export interface Rate {
  perSecond: number;
  /** The most at once, when nothing was taken for a while. */
  burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

export interface Taken {
  allowed: boolean;
  /** Tokens that may still be taken at once. */
  left: number;
  /** The wait until the next one may be taken. */
  retryAfterSeconds: number;
  /** The wait until the whole burst may be taken. */
  fullAfterSeconds: number;
}

const MOST_BUCKETS = 100_000;

/** One bucket of tokens for each limited name; it fills at the rate, up to the burst. The buckets used last are kept. */
export class TokenBuckets {
  readonly rate: Rate;
  readonly #buckets = new LRUCache<string, Bucket>({ max: MOST_BUCKETS });

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

  /** Takes tokens away, down to none. */
  charge(whose: string, tokens: number, nowMs: number): void {
    const bucket = this.#filled(whose, nowMs);
    bucket.tokens = Math.max(0, bucket.tokens - tokens);
  }

  /** Tells whether there is nothing to take. */
  isEmpty(whose: string, nowMs: number): boolean {
    return this.#filled(whose, nowMs).tokens < 1;
  }

  #filled(whose: string, nowMs: number): Bucket {
    const { perSecond, burst } = this.rate;
    const before = this.#buckets.get(whose);
    const sinceMs = before ? Math.max(0, nowMs - before.atMs) : 0;
    const tokens = before ? Math.min(burst, before.tokens + (sinceMs / 1_000) * perSecond) : burst;
    const bucket = { tokens, atMs: nowMs };
    this.#buckets.set(whose, bucket);
    return bucket;
  }
}
