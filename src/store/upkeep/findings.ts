import type { Finding } from '../../contract/upkeep.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';

/**
 * Keeps a finding under its kind and subject, so that a repetition of the activity does not count it again.
 *
 * @returns false when it was kept before
 */
export async function keepFinding(
  { findings }: Models,
  { about, ...finding }: Finding,
): Promise<boolean> {
  const _id = `${finding.kind}:${about}`;
  try {
    const { upsertedCount } = await raw(findings).updateOne(
      { _id },
      { $setOnInsert: { ...finding, at: new Date() } },
      { upsert: true },
    );
    return upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
