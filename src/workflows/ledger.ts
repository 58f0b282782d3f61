/** Commands given with an idempotency key, remembered with their outcome. */

import type { CommandInput } from '../contract/messages.ts';

export interface LedgerEntry {
  key: string;
  bodyDigest: string;
  sequence: number | null;
}

const LEDGER_LIMIT = 200;

export type LedgerMatch = { found: LedgerEntry; reused: boolean } | null;

/** Whether the key was used before, and for another body. */
export function lookUp(
  ledger: LedgerEntry[],
  { key, bodyDigest }: Pick<CommandInput, 'key' | 'bodyDigest'>,
): LedgerMatch {
  const found = key === null ? undefined : ledger.find((entry) => entry.key === key);
  return found ? { found, reused: found.bodyDigest !== bodyDigest } : null;
}

export function remember(ledger: LedgerEntry[], entry: LedgerEntry): LedgerEntry[] {
  return [...ledger, entry].slice(-LEDGER_LIMIT);
}
