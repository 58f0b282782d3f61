/** The audit log: one entry for each thing that somebody may ask about later. */

import { ulid } from 'ulid';
import type { Audited, AuditDocument, AuditFacts } from '../../store/audit/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../http/route.ts';
import { keepEntry } from '../../store/audit/entries.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 365;
/** Anybody can cause these. */
const REFUSALS_KEPT_DAYS = 30;

/** The person or program behind an entry, and its request. A call is one. */
interface Done {
  caller: Caller;
  requestId: string;
  address: string;
}

/**
 * Writes an entry. What was done stays done when the entry cannot be written: the log of the process has it then.
 *
 * @param facts what was changed, by ID; never a secret, a name or a text
 */
export async function audit(
  { models, log, now }: Dependencies,
  { caller, requestId, address }: Done,
  what: Audited,
  facts: AuditFacts = {},
): Promise<void> {
  const nowMs = now();
  const keptMs = (what === 'refused' ? REFUSALS_KEPT_DAYS : KEPT_DAYS) * DAY_MS;
  const entry: AuditDocument = {
    _id: ulid(nowMs).toLowerCase(),
    at: new Date(nowMs),
    what,
    who: { id: caller.id, name: caller.name, role: caller.role },
    requestId,
    address,
    facts,
    keepUntil: new Date(nowMs + keptMs),
  };
  try {
    await keepEntry(models, entry);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    log.error({ what, who: caller.id, requestId, error: name }, 'an audit entry was not written');
  }
}
