/** Who is signed in, and who tried to. */

import {
  dateOrNull,
  documentSchema,
  requiredDate,
  requiredNumber,
  requiredString,
} from '../schema.ts';

/** A cookie that counts, for as long as its user's epoch is the one it began in. */
export interface SignInDocument {
  /** A keyed hash of the cookie's value, which is kept nowhere. */
  _id: string;
  userId: string;
  epoch: number;
  startedAt: Date;
  seenAt: Date;
  /** From here on it does not count: for want of use, or of old age. */
  endsAt: Date;
}

export const signInSchema = documentSchema<SignInDocument>(
  {
    _id: requiredString,
    userId: requiredString,
    epoch: requiredNumber,
    startedAt: requiredDate,
    seenAt: requiredDate,
    endsAt: requiredDate,
  },
  { collection: 'signIns' },
);

signInSchema.index({ userId: 1 });
/** Finds those that have ended. */
signInSchema.index({ endsAt: 1 });

/** Failed attempts to sign in: on an account, from an address, or from an address on an account. */
export interface AttemptsDocument {
  /** A keyed hash of account, address or both: neither can be read from it. */
  _id: string;
  failures: number;
  failedAt: Date | null;
  /** When somebody last succeeded. */
  succeededAt: Date | null;
  /** From here on it says nothing any more. */
  forgetAt: Date;
}

export const attemptsSchema = documentSchema<AttemptsDocument>(
  {
    _id: requiredString,
    failures: requiredNumber,
    failedAt: dateOrNull,
    succeededAt: dateOrNull,
    forgetAt: requiredDate,
  },
  { collection: 'signInAttempts' },
);

attemptsSchema.index({ forgetAt: 1 });
