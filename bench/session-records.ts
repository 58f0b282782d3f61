/** Session records as a contact centre leaves them behind, by the number of each: 2,000 a day, the latest just now. */

import { newSessionId } from '../src/client/identity.ts';
import {
  besideNewProjection,
  projectionOf,
  type SessionDocument,
} from '../src/store/sessions/schema.ts';
import { markOf, type TokenLinkDocument } from '../src/store/links/schema.ts';
import type { SessionView } from '../src/core/view.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
export const A_DAY = 2_000;
/** Still open, of all. */
const OPEN = 300;
/** A third of them are somebody who comes back. */
const AGAIN = 3;

export const FIRST_NAMES = 'Maria John Wei Fatima Olga Ravi Ana Kofi Mia Noah Aisha Liam'.split(
  ' ',
);
export const LAST_NAMES = 'Smith Garcia Chen Khan Ivanova Patel Silva Mensah Weber Martin'.split(
  ' ',
);
const OPEN_STATUSES = ['queued', 'offered', 'active', 'active', 'active', 'on_hold'] as const;
const REASONS = [
  ...([
    'customer_idle',
    'customer_idle',
    'customer_idle',
    'ended_by_agent',
    'ended_by_agent',
  ] as const),
  ...(['ended_by_customer', 'queue_timeout', 'ended_by_admin'] as const),
];
export const CHANNELS = ['web', 'web', 'web', 'whatsapp', 'whatsapp', 'telegram', 'mail'];
export const AGENTS = 50;

/** The same number gives the same value, spread evenly from 0 to `below`. */
export function spread(n: number, salt: number, below: number): number {
  let hash = Math.imul(n + 1, 2_654_435_761) ^ Math.imul(salt, 40_503);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_917);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}
const pick = <T>(values: readonly T[], n: number, salt: number): T =>
  values[spread(n, salt, values.length)] as T;

export const createdAtMs = (n: number, count: number, nowMs: number): number =>
  nowMs - Math.round(((count - 1 - n) * DAY_MS) / A_DAY);

const conversationNumber = (n: number): number =>
  n % AGAIN === 0 ? n : n - (n % AGAIN === 1 ? 1 : 0);
export const conversationOfNumber = (n: number): string =>
  String(conversationNumber(n)).padStart(20, '0');
const hasSuccessor = (n: number, count: number): boolean =>
  n + 1 < count && conversationNumber(n + 1) === n;

export const nameOf = (n: number): string =>
  `${pick(FIRST_NAMES, n, 1)} ${pick(LAST_NAMES, n, 2)} ${String(spread(n, 3, 5_000))}`;

function viewOfNumber(n: number, count: number, nowMs: number): SessionView {
  const beganMs = createdAtMs(n, count, nowMs);
  const open = n >= count - OPEN;
  const status = open ? pick(OPEN_STATUSES, n, 4) : 'closed';
  const agentId = status === 'queued' ? null : `agent-${String(spread(n, 5, AGENTS))}`;
  const overdue = open && spread(n, 6, 10) === 0;
  const clock = { sinceMs: beganMs, clockStartedAtMs: beganMs, warnAtMs: null, dueAtMs: beganMs };
  return {
    id: newSessionId(conversationOfNumber(n), beganMs),
    conversationId: conversationOfNumber(n),
    channel: pick(CHANNELS, n, 7),
    customer: { id: `customer-${String(conversationNumber(n))}`, name: nameOf(n) },
    roomId: `room-${String(Math.floor(n / 5))}`,
    orderIds: spread(n, 8, 10) < 3 ? [`order-${String(n)}`] : [],
    attributes: {},
    skill: null,
    status,
    awaiting: open ? 'agent' : 'none',
    agentId,
    lastAgentId: agentId,
    offer: null,
    wait: open ? { ...clock, warned: overdue, overdue } : null,
    hold: null,
    everOverdue: overdue,
    overdueCount: 0,
    latenessMs: 0,
    closesAtMs: null,
    reassignments: 0,
    createdAtMs: beganMs,
    closedAtMs: open ? null : beganMs + 20 * MINUTE_MS,
    closeReason: open ? null : pick(REASONS, n, 9),
    previousSessionId: null,
    settingsVersion: 1 + Math.floor(n / (10 * A_DAY)),
    sequence: 12,
    revision: 12,
    processedAtMs: beganMs,
  };
}

/** Half of the conversations have a link: of each two in five expire and are over, or never expire; the rest is revoked. */
export function linkOfNumber(n: number, count: number, nowMs: number): TokenLinkDocument | null {
  if (spread(conversationNumber(n), 10, 2) === 0) return null;
  const issuedAtMs = createdAtMs(n, count, nowMs) + MINUTE_MS;
  const kind = spread(n, 11, 5);
  const minutes = 30 + spread(n, 12, 1_410);
  return {
    _id: conversationOfNumber(n),
    sessionId: '',
    hash: `hash-${String(n)}`,
    sealed: 'v1.000000000000.'.padEnd(110, 'x'),
    issuedAt: new Date(issuedAtMs),
    expiresAt: kind < 2 ? new Date(issuedAtMs + minutes * MINUTE_MS) : null,
    revokedAt: kind === 4 ? new Date(issuedAtMs + MINUTE_MS) : null,
    past: [],
    revision: 1,
    unmarked: false,
  };
}

/** The record, and the conversation's link where this is the session that shows it. */
export function recordOf(
  n: number,
  count: number,
  nowMs: number,
): { session: SessionDocument; link: TokenLinkDocument | null } {
  const view = viewOfNumber(n, count, nowMs);
  const followed = hasSuccessor(n, count);
  const link = followed ? null : linkOfNumber(n, count, nowMs);
  const converted = spread(n, 13, 100) < 8;
  const at = new Date(view.createdAtMs);
  const session: SessionDocument = {
    _id: view.id,
    ...projectionOf(view),
    ...besideNewProjection(),
    nextSessionId: followed ? 'a later one' : null,
    converted,
    conversion: converted ? { done: true, kind: 'order', value: 20, currency: 'EUR', at } : null,
    token: link && markOf(link),
  };
  return { session, link };
}
