/** Limits of rate: how many requests a credential, an address and a conversation may bring. Each replica counts for itself. */

import { networkOf } from '../http/client-address.ts';
import { Problem } from '../http/problem.ts';
import { TokenBuckets, type Rate, type Taken } from './token-bucket.ts';

export interface RateSettings {
  /** Requests of a key, or of a user who is signed in. */
  key: Rate;
  /** Requests of an address without a valid credential. */
  address: Rate;
  /** Customers' messages in one conversation. */
  conversation: Rate;
}

type Kind = keyof RateSettings;

/** A miss costs this beside the request: IDs are guessed by looking for things that are not there. */
const MISS_COST = 9;

/** The limits of one process. */
export class Rates {
  readonly #buckets: Record<Kind, TokenBuckets>;
  readonly #now: () => number;

  constructor({ key, address, conversation }: RateSettings, now: () => number) {
    this.#now = now;
    this.#buckets = {
      key: new TokenBuckets(key),
      address: new TokenBuckets(address),
      conversation: new TokenBuckets(conversation),
    };
  }

  /**
   * Counts a request.
   *
   * @param whose a caller's ID, an address, a conversation's ID
   * @returns the headers that tell the caller where it stands
   * @throws Problem `rate_limited`
   */
  count(kind: Kind, whose: string): Record<string, string> {
    const buckets = this.#buckets[kind];
    const taken = buckets.take(nameOf(kind, whose), this.#now());
    const headers = rateHeaders(kind, buckets.rate, taken);
    if (taken.allowed) return headers;
    throw new Problem('rate_limited', TOO_MANY[kind], {
      headers: { ...headers, 'Retry-After': String(taken.retryAfterSeconds) },
    });
  }

  /** Counts a request for something that was not there. */
  countMiss(kind: Kind, whose: string): void {
    this.#buckets[kind].charge(nameOf(kind, whose), MISS_COST, this.#now());
  }

  /** Tells whether the next request would be refused. */
  isSpent(kind: Kind, whose: string): boolean {
    return this.#buckets[kind].isEmpty(nameOf(kind, whose), this.#now());
  }
}

const TOO_MANY: Record<Kind, string> = {
  key: 'This credential has brought too many requests at once.',
  address: 'Too many requests without a valid credential came from this address.',
  conversation: 'Too many messages came in this conversation at once.',
};

const nameOf = (kind: Kind, whose: string): string =>
  kind === 'address' ? networkOf(whose) : whose;

/**
 * The rest of a burst, and the time until all of it will be there again.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
function rateHeaders(
  kind: Kind,
  { perSecond, burst }: Rate,
  { left, fullAfterSeconds }: Taken,
): Record<string, string> {
  const windowSeconds = Math.ceil(burst / perSecond);
  return {
    'RateLimit-Policy': `"${kind}";q=${String(burst)};w=${String(windowSeconds)}`,
    RateLimit: `"${kind}";r=${String(left)};t=${String(fullAfterSeconds)}`,
  };
}
