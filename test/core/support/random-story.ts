/** Random stories: anybody does anything at any time, and the world answers late, twice and out of order. */

import fc from 'fast-check';
import type { Author, Giver, Order, Presence, SessionEvent } from '../../../src/core/event.ts';
import type { Calendar } from '../../../src/core/settings.ts';
import { customerMessage, instantOf, openSession, reply, START_MS } from './events.ts';
import { pinned } from './settings.ts';

const AGENTS = ['a_1', 'a_2', 'a_3'];

export type Step =
  | { do: 'pass'; seconds: number; tick: boolean }
  | { do: 'answer'; index: number; again: boolean }
  | { do: 'customer'; message: number; lateSeconds: number }
  | { do: 'open' }
  | { do: 'reply'; message: number; author: Author; note: boolean }
  | { do: 'presence'; agentId: string; presence: Presence | 'removed'; agoSeconds: number }
  | { do: 'stray'; event: SessionEvent }
  | { do: 'command'; event: SessionEvent };

const agentId = fc.constantFrom(...AGENTS);
const author = fc.oneof(
  { weight: 4, arbitrary: agentId.map((id): Author => ({ type: 'agent', id })) },
  fc.constant<Author>({ type: 'bot', id: null }),
);
const by = 'somebody';
const reason = null;

const order = fc.oneof(
  agentId.map((id): Order => ({ type: 'accept', agentId: id })),
  agentId.map((id): Order => ({ type: 'accept', agentId: id })),
  agentId.map((id): Order => ({ type: 'decline', agentId: id, reason })),
  fc
    .tuple(agentId, fc.boolean())
    .map(([id, takeover]): Order => ({ type: 'assign', agentId: id, by, takeover })),
  agentId.map((id): Order => ({ type: 'transfer', to: { agentId: id }, by, reason })),
  fc
    .constantFrom('billing', 'none')
    .map((skill): Order => ({ type: 'transfer', to: { skill }, by, reason })),
  fc
    .integer({ min: 0, max: 200 })
    .map((seconds): Order => ({ type: 'hold', untilMs: instantOf(seconds), by })),
  fc.constant<Order>({ type: 'resume', by }),
);
const endingOrder = fc
  .constantFrom('agent', 'customer', 'admin')
  .map((who): Order => ({ type: 'end', by: who, id: null, note: null }));

const giver = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Giver>({ agentId: null, role: 'admin' }) },
  agentId.map((id): Giver => ({ agentId: id, role: 'agent' })),
);
const given = ([asked, by]: [Order, Giver]): SessionEvent => ({ ...asked, giver: by });
const command = fc.tuple(order, giver).map(given);
const ending = fc.tuple(endingOrder, giver).map(given);

/** Results that nobody asked for, for any number of any session. */
const stray = fc
  .record({
    type: fc.constantFrom('agentFound', 'noAgentFound', 'effectFailed'),
    sessionId: fc.constantFrom('s_0', 's_1', 's_2', 's_none'),
    number: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ type, sessionId, number }): SessionEvent => {
    if (type === 'noAgentFound') return { type, sessionId, number, candidates: [] };
    return { type: 'effectFailed', sessionId, effect: 'findAgent', number, reason: 'given up' };
  });

const seconds = fc.integer({ min: 0, max: 90 });

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('pass'), seconds, tick: fc.boolean() }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer'),
      index: fc.nat({ max: 5 }),
      again: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('customer'),
      message: fc.nat({ max: 12 }),
      lateSeconds: fc.constantFrom(0, 0, 7, 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('reply'),
      message: fc.nat({ max: 12 }),
      author,
      note: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('presence'),
      agentId,
      presence: fc.constantFrom('online', 'online', 'away', 'offline', 'removed'),
      agoSeconds: fc.constantFrom(0, 0, 40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stray'), event: stray }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('command'), event: command }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('command'), event: ending }) },
);

/** Open for some seconds, closed for some, for an hour; then open to the end of the expansion. */
const calendar = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((stretches): Calendar => {
    let second = 0;
    const open = stretches.map(([closed, length]): [number, number] => {
      const fromMs = instantOf(second + closed);
      second += closed + length;
      return [fromMs, instantOf(second)];
    });
    return {
      open: [...open, [instantOf(second + 1), instantOf(900_000_000)]],
      untilMs: instantOf(900_000_000),
    };
  });

const on = fc.boolean();

export const settings = fc
  .record({
    mode: fc.constantFrom('manual' as const, 'automatic' as const),
    response: on,
    warningSeconds: fc.constantFrom(0, 20),
    reassignment: on,
    maxHops: fc.constantFrom(0, 1, 3),
    autoClose: on,
    maxWaitSeconds: fc.constantFrom(0, 0, 100),
    graceSeconds: fc.constantFrom(0, 25),
    calendar: fc.option(calendar),
  })
  .map((chosen) =>
    pinned(
      {
        reception: { mode: chosen.mode, acceptSeconds: 15 },
        response: {
          enabled: chosen.response,
          limitSeconds: 50,
          warningSeconds: chosen.warningSeconds,
        },
        reassignment: {
          enabled: chosen.reassignment,
          afterSeconds: 35,
          maxHops: chosen.maxHops,
        },
        autoClose: {
          enabled: chosen.autoClose,
          afterSeconds: 60,
          reminders: [{ afterSeconds: 20, message: 'Are you there?' }],
        },
        queue: { maxWaitSeconds: chosen.maxWaitSeconds },
        offline: { graceSeconds: chosen.graceSeconds },
      },
      chosen.calendar,
    ),
  );

/** The event of a step that is somebody's doing. */
export function eventOf(step: Step, nowMs: number, fresh: () => string): SessionEvent | null {
  switch (step.do) {
    case 'customer':
      return customerMessage({
        messageId: `c_${String(step.message)}`,
        atMs: Math.max(START_MS, nowMs - step.lateSeconds * 1000),
        newSessionId: fresh(),
      });
    case 'open':
      return openSession({ atMs: nowMs, newSessionId: fresh() });
    case 'reply':
      return {
        ...reply(step.author, {
          messageId: `r_${String(step.message)}`,
          atMs: nowMs,
          visibility: step.note ? 'note' : 'public',
        }),
        giver: null,
      };
    case 'presence':
      return {
        type: 'agentPresence',
        agentId: step.agentId,
        presence: step.presence,
        sinceMs: nowMs - step.agoSeconds * 1000,
      };
    case 'stray':
    case 'command':
      return step.event;
    case 'pass':
    case 'answer':
      return null;
  }
}
