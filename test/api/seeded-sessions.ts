/** A handful of sessions, each with something of its own to find it by. */

import { randomInt } from 'node:crypto';
import { newSessionId } from '../../src/client/identity.ts';
import type { SessionView } from '../../src/core/view.ts';
import { besideNewProjection, projectionOf } from '../../src/store/sessions/schema.ts';
import type { RunningApi } from './running-api.ts';

export const START_MS = Date.parse('2026-01-31T09:00:00Z');
/** The files share a Temporal server, on which a conversation is one workflow: each file has its own. */
const OWN = String(randomInt(1e12)).padStart(12, '1');
export const conversation = (n: number) => OWN + String(n).padStart(8, '0');
export const idOf = (n: number) => newSessionId(conversation(n), START_MS + n);

const ids: string[] = [];

const view = (n: number, changes: Partial<SessionView> = {}): SessionView => ({
  id: ids[n]!,
  conversationId: conversation(n),
  channel: 'web',
  customer: { id: `c-${String(n)}`, name: null },
  roomId: null,
  orderIds: [],
  attributes: {},
  skill: null,
  status: 'active',
  awaiting: 'agent',
  agentId: 'maya',
  lastAgentId: 'maya',
  offer: null,
  wait: null,
  hold: null,
  everOverdue: false,
  processedAtMs: START_MS + n,
  overdueCount: 0,
  latenessMs: 0,
  closesAtMs: null,
  reassignments: 0,
  // Several begin at the same instant: pages must not skip or repeat them.
  createdAtMs: START_MS + Math.floor(n / 3) * 1_000,
  closedAtMs: null,
  closeReason: null,
  previousSessionId: null,
  settingsVersion: 0,
  sequence: 1,
  revision: 1,
  ...changes,
});

export const SEEDED: Partial<SessionView>[] = [
  {},
  { channel: 'whatsapp', orderIds: ['o-1', 'o-2'] },
  {
    status: 'closed',
    awaiting: 'none',
    closeReason: 'customer_idle',
    closedAtMs: START_MS + 9_000,
  },
  { roomId: 'room-7', customer: { id: 'c', name: 'Ada (the first)' } },
  {
    wait: {
      sinceMs: START_MS,
      clockStartedAtMs: START_MS,
      warnAtMs: START_MS + 25_000,
      dueAtMs: START_MS + 30_000,
      warned: true,
      overdue: true,
    },
    everOverdue: true,
    overdueCount: 2,
    latenessMs: 90_600,
    attributes: { plan: 'gold' },
    skill: 'billing',
    lastAgentId: 'noor',
    sequence: 7,
  },
  {
    status: 'offered',
    agentId: null,
    offer: { agentId: 'noor', offeredAtMs: START_MS, expiresAtMs: START_MS + 30_000 },
  },
  { agentId: 'noor', settingsVersion: 4 },
  {
    customer: { id: 'd', name: 'adam' },
    hold: { sinceMs: START_MS, untilMs: START_MS + 3_600_000 },
  },
];

/** Seeds the sessions above and returns their IDs, the oldest first. */
export async function seedSessions({ models }: RunningApi): Promise<string[]> {
  ids.length = 0;
  SEEDED.forEach((_changes, n) => ids.push(idOf(n)));
  await models.sessions.insertMany(
    SEEDED.map((changes, n) => ({
      _id: ids[n],
      ...projectionOf(view(n, changes)),
      ...besideNewProjection(),
      nextSessionId: n === 2 ? ids[3] : null,
    })),
  );
  return ids;
}
