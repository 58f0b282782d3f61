import { TOMBSTONE_MS } from '../agents/reservation.ts';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';

const DAY_MS = 86_400_000;
const FINDINGS_KEPT_MS = 30 * DAY_MS;
/** An estimate looks back for minutes: a line that nobody was served from for so long is no longer in use. */
const RATES_KEPT_MS = 30 * DAY_MS;

type Cleared = Record<'graves' | 'findings' | 'rates' | 'deliveries' | 'answers' | 'audit', number>;

/**
 * Removes documents that have served their time.
 *
 * @returns how many of each kind
 */
export async function clearOldDocuments(models: Models): Promise<Cleared> {
  const before = (ageMs: number) => ({ $lt: new Date(Date.now() - ageMs) });
  const buriedAt = before(TOMBSTONE_MS);
  const graves = await raw(models.graves).deleteMany({ kind: 'grave', buriedAt });
  const findings = await raw(models.findings).deleteMany({ at: before(FINDINGS_KEPT_MS) });
  const recent = { $gte: new Date(Date.now() - RATES_KEPT_MS) };
  const rates = await raw(models.queueRates).deleteMany({ 'served.at': { $not: recent } });
  const deliveries = await raw(models.deliveries).deleteMany({ expiresAt: before(0) });
  const audit = await raw(models.audit).deleteMany({ keepUntil: before(0) });
  const answers = await raw(models.keptAnswers).deleteMany({ expiresAt: before(0) });
  return {
    graves: graves.deletedCount,
    findings: findings.deletedCount,
    rates: rates.deletedCount,
    deliveries: deliveries.deletedCount,
    answers: answers.deletedCount,
    audit: audit.deletedCount,
  };
}
