/** Messages open and end waits (docs/rules.md, "States" and "Timers" 1–5). */

import { refusesAgent } from './allowed.ts';
import { responseDeadline } from './deadline.ts';
import { because, numbered, record, stamp, type Draft } from './draft.ts';
import type { Facts, OutboundMessage } from './effect.ts';
import type { ContactDetails, CustomerMessage, MessageIdentity, Reply } from './event.ts';
import { resume } from './holding.ts';
import type { Refusal } from './refusal.ts';
import { measureWait } from './response-notices.ts';
import { abandonSearch } from './search.ts';
import { KEPT_LIMIT, type Session } from './session.ts';

const ORDER_IDS_LIMIT = 200;
const ATTRIBUTES_LIMIT = 50;

/** The first unanswered message opens a wait; more of them never move its deadline. */
export function customerMessage(draft: Draft, event: CustomerMessage): void {
  const { session } = draft;
  const atMs = stamp(draft, event.atMs);
  resume(draft, because('customer message', 'A public message resumes first'), atMs);
  addContactDetails(draft, event);
  record(draft, 'message.created', {
    atMs,
    message: {
      messageId: event.messageId,
      author: { type: 'customer', id: session.customer.id },
      visibility: 'public',
      text: event.text,
    },
  });
  keep(draft, event);
  session.awaiting = 'agent';
  session.idle = null;
  session.wait ??= {
    sinceMs: atMs,
    clockStartedAtMs:
      session.firstServedAtMs === null ? null : Math.max(atMs, session.firstServedAtMs),
    warnedAtMs: null,
    overdueAtMs: null,
    alerted: [],
  };
}

/** A room ID is information, the latest wins; order IDs accumulate. */
export function addContactDetails(draft: Draft, details: ContactDetails): void {
  const { session } = draft;
  const before = JSON.stringify([
    session.customer,
    session.roomId,
    session.orderIds,
    session.attributes,
  ]);
  session.customer = {
    id: session.customer.id,
    name: details.customer.name ?? session.customer.name,
  };
  session.roomId = details.roomId ?? session.roomId;
  session.orderIds = [...new Set([...session.orderIds, ...details.orderIds])].slice(
    -ORDER_IDS_LIMIT,
  );
  session.attributes = Object.fromEntries(
    Object.entries({ ...session.attributes, ...details.attributes }).slice(-ATTRIBUTES_LIMIT),
  );
  const after = JSON.stringify([
    session.customer,
    session.roomId,
    session.orderIds,
    session.attributes,
  ]);
  if (before !== after) draft.changed = true;
}

function keep({ session }: Draft, { messageKey, digest }: MessageIdentity): void {
  const kept = { ...session.kept, [messageKey]: `${String(session.sequence)}:${digest}` };
  const keys = Object.keys(kept);
  // A fifth at a time, for forgetting one with each message would cost more than handling it.
  for (const key of keys.length > KEPT_LIMIT ? keys.slice(0, KEPT_LIMIT / 5) : []) {
    Reflect.deleteProperty(kept, key);
  }
  session.kept = kept;
}

/** Whom an outbound message is for, as whoever sends it must know it. */
const recipient = ({ customer, roomId }: Session): Facts['message.outbound'] => ({
  customerId: customer.id,
  roomId,
});

/** What an agent, a bot or a system writes. Only a public message by the agent who serves ends the wait. */
export function reply(draft: Draft, event: Reply): Refusal | null {
  const { session } = draft;
  const { author, visibility } = event;
  const speaks = author.type === 'agent' && visibility === 'public';
  const refusal = speaks ? refusesAgent(session, author.id) : null;
  if (refusal) return refusal;
  const atMs = stamp(draft, event.atMs);
  if (speaks) {
    resume(draft, because(`message by ${author.id}`, 'A public message resumes first'), atMs);
  }
  const message = { messageId: event.messageId, author, visibility, text: event.text };
  record(draft, 'message.created', { atMs, message });
  keep(draft, event);
  if (event.outbound && visibility === 'public')
    record(draft, 'message.outbound', { atMs, message, data: recipient(session) });
  if (!speaks) return null;
  answerWait(draft, atMs, author.id);
  session.awaiting = 'customer';
  session.hops = 0;
  session.round = { tried: [], endedAtMs: null };
  session.idle = { fromMs: atMs, spentMs: 0, reminded: 0 };
  return null;
}

function answerWait(draft: Draft, atMs: number, agentId: string): void {
  const { session } = draft;
  const { wait } = session;
  if (!wait) return;
  const lateMs = measureWait(draft, atMs);
  const reason = because(`message by ${agentId}`, 'A public agent message ends the wait');
  record(draft, 'session.answered', {
    atMs,
    reason: { ...reason, dueAtMs: responseDeadline(session) },
    data: { waitedMs: atMs - wait.sinceMs, lateMs, agentId },
  });
  session.wait = null;
  if (session.serving) session.serving.reassignmentTriedAtMs = null;
  if (session.search?.purpose === 'reassignment' || session.search?.purpose === 'offline') {
    abandonSearch(draft);
  }
}

/** A message of the product's own to the customer; an empty text sends nothing. */
export function systemMessage(
  draft: Draft,
  text: string,
  atMs: number,
  cause: OutboundMessage['cause'],
): void {
  if (text === '') return;
  const { session } = draft;
  const messageId = `${session.id}:${String(session.sequence + 1)}`;
  const author = { type: 'system', id: null } as const;
  const message = { messageId, author, visibility: 'public', text } as const;
  record(draft, 'message.created', { atMs, message });
  const outbound = numbered(draft, 'message.outbound', {
    atMs,
    message,
    data: recipient(session),
  });
  const { id, conversationId, channel } = session;
  draft.effects.push({
    type: 'send',
    message: { sessionId: id, conversationId, channel, record: outbound, cause },
  });
}
