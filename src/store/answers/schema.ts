/** First answers to calls with an idempotency key, for whoever repeats one. */

import {
  dateOrNull,
  documentSchema,
  requiredDate,
  requiredString,
  stringOrNull,
} from '../schema.ts';

/** A repetition within this time gets the first answer. */
export const ANSWERS_KEPT_MS = 86_400_000;

export interface KeptAnswer {
  /** Hash of the caller, the call, what its address names and the key. */
  _id: string;
  /** Keyed hash of the body. */
  bodyDigest: string;
  /** Status, headers and body, sealed; `null` while the first call is being worked on. */
  answer: string | null;
  /** Who works on it must be done by then, or has died. */
  workedOnUntil: Date | null;
  expiresAt: Date;
}

export const keptAnswerSchema = documentSchema<KeptAnswer>(
  {
    _id: requiredString,
    bodyDigest: requiredString,
    answer: stringOrNull,
    workedOnUntil: dateOrNull,
    expiresAt: requiredDate,
  },
  { collection: 'keptAnswers' },
);

keptAnswerSchema.index({ expiresAt: 1 });
