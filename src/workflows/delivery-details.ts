/** Text that the Temporal UI shows of a delivery to a webhook, without its content. */

import type { AttemptOutcome } from '../contract/webhooks.ts';
import { clock } from './details.ts';
import type { DeliveryInput } from '../contract/messages.ts';

const ATTEMPTS_SHOWN = 10;

export interface Attempted extends AttemptOutcome {
  attempt: number;
  atMs: number;
}

/** "attempt 2", or "attempt 2, asked for by hand". */
export const attemptSummary = (attempt: number, asked: boolean): string =>
  `attempt ${String(attempt)}${asked ? ', asked for by hand' : ''}`;

/** Why it waits, and for what: "until attempt 3 at 2026-01-05T10:30:00Z. The connection was refused." */
export const waitSummary = (next: number, dueAtMs: number, error: string | null): string =>
  [`until attempt ${String(next)} at ${clock(dueAtMs)}.`, error ?? ''].join(' ').trim();

/** Markdown: which event to which webhook, what comes next, and what came of the last attempts, the latest first. */
export function deliveryDetails(
  { webhookId, eventId }: DeliveryInput,
  next: string,
  attempts: readonly Attempted[],
): string {
  const lines = attempts
    .slice(-ATTEMPTS_SHOWN)
    .toReversed()
    .map(
      ({ attempt, atMs, status, error }) =>
        `- ${String(attempt)} at ${clock(atMs)}: ${error ?? status}`,
    );
  return [
    `event \`${eventId}\` to webhook \`${webhookId}\``,
    next,
    '**Last attempts**',
    lines.length > 0 ? lines.join('\n') : '- none yet',
  ].join('\n\n');
}
