/** Slows down guessing, for accounts that exist and those that do not (docs/operating.md, "People"). */

import { createHmac } from 'node:crypto';
import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';
import type { AttemptsDocument } from './sign-in-schema.ts';
import { within } from '../in-time.ts';

/** After so many failures each one doubles the wait, from one second to the longest. */
interface Rule {
  free: number;
  longestSeconds: number;
}

/**
 * The wait behind an account as a whole is against guesses from many addresses. It is short, and does not bind an
 * address that signed in to the account before: no stranger can keep its owner out.
 */
const RULES = {
  pair: { free: 5, longestSeconds: 300 },
  address: { free: 20, longestSeconds: 300 },
  account: { free: 50, longestSeconds: 30 },
} as const satisfies Record<string, Rule>;

type Kind = keyof typeof RULES;
const KINDS = Object.keys(RULES) as Kind[];

const FORGET_FAILURES_MS = 60 * 60 * 1000;
const FORGET_SUCCESS_MS = 90 * 24 * 60 * 60 * 1000;

export interface Attempts {
  /** How long to wait before the next attempt counts: whole seconds, 0 for not at all. */
  waitSeconds(nowMs: number): Promise<number>;
  failed(nowMs: number): Promise<void>;
  succeeded(nowMs: number): Promise<void>;
}

/**
 * The attempts from an address on an account. Only hashes of both are kept.
 *
 * @param secret key of the hashes
 */
export function attemptsOf(
  { signInAttempts }: Models,
  secret: string,
  who: { email: string; address: string },
): Attempts {
  const ids = idsOf(secret, who);
  const collection = raw<AttemptsDocument>(signInAttempts);

  return {
    async waitSeconds(nowMs) {
      const found = await within(
        signInAttempts
          .find({ _id: trusted({ $in: Object.values(ids) }) })
          .lean<AttemptsDocument[]>()
          .exec(),
      );
      const known = found.some(({ _id, succeededAt }) => _id === ids.pair && succeededAt !== null);
      const waits = KINDS.filter((kind) => !(known && kind === 'account')).map((kind) => {
        const document = found.find(({ _id }) => _id === ids[kind]);
        return document === undefined ? 0 : waitMs(document, RULES[kind], nowMs);
      });
      return Math.ceil(Math.max(...waits) / 1000);
    },

    async failed(nowMs) {
      const now = new Date(nowMs);
      const old = new Date(nowMs - FORGET_FAILURES_MS);
      // A missing `failedAt` sorts before every date, so the first failure counts as one.
      const failures = { $cond: [{ $gt: ['$failedAt', old] }, { $add: ['$failures', 1] }, 1] };
      const forget = { $max: ['$forgetAt', new Date(nowMs + FORGET_FAILURES_MS)] };
      await Promise.all(
        KINDS.map((kind) =>
          once(() =>
            collection.updateOne(
              { _id: ids[kind] },
              [
                {
                  $set: {
                    failures,
                    failedAt: now,
                    succeededAt: { $ifNull: ['$succeededAt', null] },
                    forgetAt: forget,
                  },
                },
              ],
              { upsert: true },
            ),
          ),
        ),
      );
    },

    async succeeded(nowMs) {
      const now = new Date(nowMs);
      const forgetAt = new Date(nowMs + FORGET_SUCCESS_MS);
      await once(() =>
        collection.updateOne(
          { _id: ids.pair },
          { $set: { failures: 0, failedAt: null, succeededAt: now, forgetAt } },
          { upsert: true },
        ),
      );
    },
  };
}

function waitMs({ failures, failedAt }: AttemptsDocument, rule: Rule, nowMs: number): number {
  const over = failures - rule.free;
  if (failedAt === null || over < 0 || nowMs - failedAt.getTime() > FORGET_FAILURES_MS) return 0;
  const seconds = Math.min(2 ** over, rule.longestSeconds);
  return Math.max(0, failedAt.getTime() + seconds * 1000 - nowMs);
}

function idsOf(secret: string, { email, address }: { email: string; address: string }) {
  const id = (kind: Kind, ...parts: string[]): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['sign-in attempts', kind, ...parts]))
      .digest('base64url');
  return {
    pair: id('pair', email, address),
    address: id('address', address),
    account: id('account', email),
  };
}

/** Two that make the same document at once: the second one finds it there. */
async function once(update: () => Promise<unknown>): Promise<void> {
  try {
    await within(update());
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await within(update());
  }
}

/** Removes what says nothing any more. */
export async function forgetAttempts({ signInAttempts }: Models, nowMs: number): Promise<void> {
  await within(signInAttempts.deleteMany({ forgetAt: trusted({ $lt: new Date(nowMs) }) }).exec());
}
