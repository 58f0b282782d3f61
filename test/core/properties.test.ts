/** What holds whatever happens, in any order, at any time. */

import { expect, test } from '@jest/globals';
import { decide } from '../../src/core/decide.ts';
import { deadlines, earliestDeadline } from '../../src/core/deadline.ts';
import type { Effect, SessionRecord } from '../../src/core/effect.ts';
import type { Session } from '../../src/core/session.ts';
import { viewOf } from '../../src/core/view.ts';
import { play } from './support/play.ts';

/** Stories a property; STORIES in the environment asks for more. */
const RUNS = Number(process.env['STORIES'] ?? 250);

const copyOf = (session: Session): Session => JSON.parse(JSON.stringify(session)) as Session;
/** Nothing that JSON would drop or change: `undefined`, dates, maps, numbers that are none. */
const isPlain = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) {
    return value === null || ['string', 'boolean'].includes(typeof value);
  }
  const known = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  return known && Object.values(value).every(isPlain);
};
const isOpen = (session: Session): boolean => session.status !== 'closed';
const heldBy = ({ serving, offer, fallback }: Session) =>
  [serving, offer, fallback].filter((held) => held !== null);

function recordsOf(effects: Effect[]): SessionRecord[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'record') return [effect.record];
    return effect.type === 'send' ? [effect.message.record] : [];
  });
}

test('state is plain JSON, and what is armed is a function of it', () => {
  play(RUNS, ({ after }) => {
    const copy = copyOf(after);
    expect(copy).toEqual(after);
    expect(isPlain(after)).toBe(true);
    expect(deadlines(copy)).toEqual(deadlines(after));
    expect(viewOf(copy)).toEqual(viewOf(after));
  });
});

test('the status says who has the session: at most one agent serves, at most one is rung', () => {
  play(RUNS, ({ after: { status, serving, offer, fallback, hold, search, directed } }) => {
    expect(serving !== null).toBe(status === 'active' || status === 'on_hold');
    expect(offer !== null).toBe(status === 'offered');
    expect(hold !== null).toBe(status === 'on_hold');
    if (fallback) expect(serving).toBeNull();
    if (status === 'closed') expect([fallback, search, directed]).toEqual([null, null, null]);
  });
});

test('no open state is without a way out', () => {
  play(RUNS, ({ after }) => {
    const armed = new Set(deadlines(after).map(({ name }) => name));
    const { status, search, serving, settingsProvisional } = after;
    if (settingsProvisional) return;
    if (status === 'queued') {
      expect(search !== null || armed.has('nextRound') || armed.has('queueLimit')).toBe(true);
    }
    if (status === 'offered') expect(armed.has('accept')).toBe(true);
    if (status === 'on_hold') expect(armed.has('hold')).toBe(true);
    if (status === 'active') expect(serving).not.toBeNull();
  });
});

test('awaiting and the wait follow from the messages alone', () => {
  const last = new Map<string, string>();
  play(RUNS, ({ after, effects, before }) => {
    if (!before) last.clear();
    for (const { type, message } of recordsOf(effects)) {
      if (type !== 'message.created' || message?.visibility !== 'public') continue;
      if (message.author.type === 'customer') last.set(after.id, 'agent');
      if (message.author.type === 'agent') last.set(after.id, 'customer');
    }
    const awaiting = isOpen(after) ? (last.get(after.id) ?? 'none') : 'none';
    expect(after.awaiting).toBe(awaiting);
    expect(after.wait !== null).toBe(awaiting === 'agent');
    const { sinceMs = 0, clockStartedAtMs = null } = after.wait ?? {};
    if (clockStartedAtMs !== null) expect(clockStartedAtMs).toBeGreaterThanOrEqual(sinceMs);
  });
});

test('overdue is counted once per wait, and each count has its record', () => {
  const counted = new Map<string, number>();
  play(RUNS, ({ before, after, effects }) => {
    if (!before) counted.clear();
    const marks = recordsOf(effects).filter(({ type }) => type === 'session.overdue').length;
    counted.set(after.id, (counted.get(after.id) ?? 0) + marks);
    expect(after.overdueCount).toBe(counted.get(after.id));
    expect(after.everOverdue).toBe(after.overdueCount > 0);
    const waits = before?.id === after.id && before.wait !== null;
    expect(marks).toBeLessThanOrEqual(waits && before.wait?.overdueAtMs === null ? 1 : 0);
  });
});

test('no deadline moves while a wait runs, but to disappear', () => {
  play(RUNS, ({ before, after }) => {
    if (!before?.wait || before.id !== after.id || !after.wait) return;
    if (before.settingsProvisional || before.wait.clockStartedAtMs === null) return;
    expect(after.wait.sinceMs).toBe(before.wait.sinceMs);
    expect(after.wait.clockStartedAtMs).toBe(before.wait.clockStartedAtMs);
  });
});

test('a message seen twice changes nothing', () => {
  play(RUNS, ({ after, event, nowMs }) => {
    if (event.type !== 'customerMessage' && event.type !== 'reply') return;
    const again = decide(after, event, nowMs + 1000);
    expect(again.accepted && again.session === after && again.effects.length === 0).toBe(true);
  });
});

test('a message lands in exactly one session, whatever it races', () => {
  play(
    RUNS,
    () => undefined,
    ({ records }) => {
      const created = records.filter(({ record }) => record.type === 'message.created');
      const ids = created.map(({ record }) => record.message?.messageId);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );
});

test('an accepted customer message is kept, never in a session that is closed', () => {
  play(RUNS, ({ before, after, event, effects }) => {
    if (event.type !== 'customerMessage') return;
    const known = before?.kept[event.messageKey] ?? before?.earlier[event.messageKey];
    if (known !== undefined) return;
    expect(isOpen(after)).toBe(true);
    expect(recordsOf(effects).map(({ message }) => message?.messageId)).toContain(event.messageId);
  });
});

test('a closed session never changes; contact opens one successor that is linked to it', () => {
  play(RUNS, ({ before, after, event }) => {
    if (!before || isOpen(before) || after === before) return;
    expect(['customerMessage', 'open']).toContain(event.type);
    expect(after.id).not.toBe(before.id);
    expect(after.previousSessionId).toBe(before.id);
  });
});

test('a customer who waits is never auto-closed', () => {
  play(RUNS, ({ before, after, effects }) => {
    if (after.closeReason !== 'customer_idle' || !before || before.status === 'closed') return;
    expect(before.awaiting).not.toBe('agent');
    expect(recordsOf(effects).at(-1)?.type).toBe('session.closed');
  });
});

test('events are numbered from 1 without gaps; the revision grows by one with each change', () => {
  const numbers = new Map<string, number>();
  play(RUNS, ({ before, after, effects }) => {
    if (!before) numbers.clear();
    for (const { sequence } of recordsOf(effects)) {
      expect(sequence).toBe((numbers.get(after.id) ?? 0) + 1);
      numbers.set(after.id, sequence);
    }
    expect(after.sequence).toBe(numbers.get(after.id) ?? 0);
    const former = before?.id === after.id ? before.revision : 0;
    expect(after.revision).toBe(after === before ? former : former + 1);
  });
});

test('assignment numbers are never used twice', () => {
  const asked = new Set<string>();
  play(RUNS, ({ before, effects }) => {
    if (!before) asked.clear();
    for (const effect of effects) {
      if (effect.type !== 'findAgent' && effect.type !== 'reserveAgent') continue;
      const key = `${effect.request.sessionId} ${String(effect.request.number)}`;
      expect(asked.has(key)).toBe(false);
      asked.add(key);
    }
  });
});

test('no slot leaks: whoever is reserved is held by the session, and is the one it knows', () => {
  play(
    RUNS * 2,
    () => undefined,
    ({ pool, session }) => {
      const held = heldBy(session).map(({ number, agentId }) => [
        `${session.id}#${String(number)}`,
        agentId,
      ]);
      expect([...pool.reserved].sort()).toEqual(held.sort());
    },
  );
});

test('a caller who waits for a reservation gets exactly one verdict', () => {
  play(
    RUNS,
    () => undefined,
    ({ effects, session }) => {
      const asked = effects.filter(({ type }) => type === 'reserveAgent').length;
      const told = effects.filter(({ type }) => type === 'verdict').length;
      expect(session.directed).toBeNull();
      expect(told).toBe(asked);
    },
  );
});

test('after a tick nothing is due any more, and the first that was due left a record with its instants', () => {
  play(RUNS, ({ before, after, event, effects, nowMs }) => {
    if (event.type !== 'tick' || !before) return;
    expect(deadlines(after).filter(({ dueAtMs }) => dueAtMs <= nowMs)).toEqual([]);
    const first = earliestDeadline(before);
    if (!first || first.dueAtMs > nowMs || first.name === 'calendar') return;
    const [record] = recordsOf(effects);
    expect(record?.processedAtMs).toBe(nowMs);
    const stamped = recordsOf(effects).map(({ reason }) => reason?.dueAtMs);
    expect(stamped).toContain(first.dueAtMs);
  });
});

test('everything but a message has its reason, and its version of the settings', () => {
  play(RUNS, ({ after, effects }) => {
    for (const { type, reason, settingsVersion } of recordsOf(effects)) {
      expect(settingsVersion).toBe(after.settings.version);
      if (!type.startsWith('message.')) {
        expect(reason?.trigger).toMatch(/./);
        expect(reason?.rule).toMatch(/./);
      }
    }
  });
});
