/** A close is one transition and final (docs/rules.md, "Endings"). */

import { refusesAgent } from './allowed.ts';
import { because, record, release, type Draft } from './draft.ts';
import type { Reason } from './effect.ts';
import type { Command } from './event.ts';
import { systemMessage } from './messages.ts';
import type { Refusal } from './refusal.ts';
import { measureWait } from './response-notices.ts';
import { abandonDirected, abandonSearch } from './search.ts';
import type { CloseReason } from './session.ts';

type End = Extract<Command, { type: 'end' }>;

const ENDED: Record<End['by'], CloseReason> = {
  agent: 'ended_by_agent',
  admin: 'ended_by_admin',
  customer: 'ended_by_customer',
};

/** An end in the name of an agent needs that agent to have the session, whoever asks for it. */
export function end(draft: Draft, event: End): Refusal | null {
  const { by, id, giver } = event;
  // Without a giver it was recorded, or asked for, before this rule.
  const refusal = giver && by === 'agent' && id !== null ? refusesAgent(draft.session, id) : null;
  if (refusal) return refusal;
  const who = event.id === null ? event.by : `${event.by} ${event.id}`;
  const trigger = `end by ${who}${event.note === null ? '' : `: ${event.note}`}`;
  const rule = 'Ending is allowed in every open state';
  close(draft, ENDED[event.by], draft.nowMs, because(trigger, rule));
  return null;
}

/** Closes the session: whoever holds a part of it lets go, and nothing is armed any more. */
export function close(draft: Draft, closeReason: CloseReason, atMs: number, reason: Reason): void {
  const { session } = draft;
  const { autoClose, queue } = session.settings.values;
  if (closeReason === 'customer_idle') systemMessage(draft, autoClose.message, atMs, 'end message');
  if (closeReason === 'queue_timeout') systemMessage(draft, queue.message, atMs, 'queue message');
  const lateMs = measureWait(draft, atMs);
  for (const held of [session.serving, session.offer, session.fallback]) {
    if (held) release(draft, held.number, held.agentId);
  }
  abandonSearch(draft);
  abandonDirected(draft);
  Object.assign(session, {
    status: 'closed',
    awaiting: 'none',
    closedAtMs: atMs,
    closeReason,
    wait: null,
    idle: null,
    serving: null,
    offer: null,
    fallback: null,
    hold: null,
    round: { tried: [], endedAtMs: null },
    expiredOffers: [],
    hops: 0,
  } satisfies Partial<typeof session>);
  record(draft, 'session.closed', { atMs, reason, data: { closeReason, lateMs } });
}
