/** Reads and writes first answers. */

import { ANSWERS_KEPT_MS, type KeptAnswer } from './schema.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';
import { within } from '../in-time.ts';

/** Longer than any call takes: whoever has not answered by then is dead. */
const WORK_MS = 20_000;

type Call = Pick<KeptAnswer, '_id' | 'bodyDigest'>;

/**
 * Claims a call for whoever comes first, or comes after the first one died, or after the answer expired.
 *
 * @param patienceMs how long to wait for the database
 * @returns `mine` when the call is the caller's to perform; else what is kept
 */
export async function claim(
  { keptAnswers }: Models,
  { _id, bodyDigest }: Call,
  { nowMs, patienceMs }: { nowMs: number; patienceMs?: number | undefined },
): Promise<{ mine: boolean; kept: KeptAnswer }> {
  const collection = raw(keptAnswers);
  const now = new Date(nowMs);
  const workedOnUntil = new Date(nowMs + WORK_MS);
  const expiresAt = new Date(nowMs + ANSWERS_KEPT_MS);
  const fresh = { bodyDigest, answer: null, workedOnUntil, expiresAt };
  for (;;) {
    try {
      await within(collection.insertOne({ _id, ...fresh }), patienceMs);
      return { mine: true, kept: { _id, ...fresh } };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    await within(collection.deleteOne({ _id, expiresAt: { $lte: now } }), patienceMs);
    const left = { _id, bodyDigest, answer: null, workedOnUntil: { $lte: now } };
    const taken = await within(
      collection.findOneAndUpdate(left, { $set: { workedOnUntil } }, { returnDocument: 'after' }),
      patienceMs,
    );
    if (taken !== null) return { mine: true, kept: taken };
    const kept = await within(collection.findOne({ _id }), patienceMs);
    if (kept !== null) return { mine: false, kept };
  }
}

/** Keeps the answer of a call that was claimed. */
export async function keep({ keptAnswers }: Models, _id: string, answer: string): Promise<void> {
  const done = { $set: { answer, workedOnUntil: null } };
  await within(raw(keptAnswers).updateOne({ _id, answer: null }, done));
}

/** Nothing was done: the next call is the first one. */
export async function forget({ keptAnswers }: Models, _id: string): Promise<void> {
  await within(raw(keptAnswers).deleteOne({ _id, answer: null }));
}

/** It is not known what was done: the next call with the same body goes on at once. */
export async function leave({ keptAnswers }: Models, _id: string): Promise<void> {
  const left = { $set: { workedOnUntil: new Date(0) } };
  await within(raw(keptAnswers).updateOne({ _id, answer: null }, left));
}
