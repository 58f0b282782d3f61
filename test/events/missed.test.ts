/** What a stream had not passed on is told from a checksum of what it had. */

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { missedOf } from '../../src/api/events/missed.ts';
import { Progress, placeText, readPlace, type Place } from '../../src/api/events/resume-token.ts';

interface Event {
  position: bigint;
  sessionId: string | null;
  sequence: number | null;
}

const START = { settled: 100n, furthest: 100n, sum: 0 };

/** The place of a stream that passed these on. */
function placeAfter(events: readonly Event[]): Place {
  const progress = new Progress(START);
  for (const { position } of events) progress.pass(position);
  return readPlace(progress.text())!;
}

/** Events of a few sessions, positions in some order beside the numbers. */
const logs = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 60 })
  .map((sessions) => {
    const numbers = new Map<number, number>();
    return sessions.map((session, index): Event => {
      const sequence = (numbers.get(session) ?? 0) + 1;
      numbers.set(session, sequence);
      return { position: 101n + BigInt(index), sessionId: `s${String(session)}`, sequence };
    });
  });

test('nothing was missed when all was passed on', () => {
  fc.assert(
    fc.property(logs, (log) => {
      expect(missedOf(log, placeAfter(log))).toEqual([]);
    }),
  );
});

test('the last events of two sessions that were not passed on are told exactly', () => {
  fc.assert(
    fc.property(logs, fc.nat(9), fc.nat(9), (log, a, b) => {
      const from = new Map([
        ['s0', a],
        ['s1', b],
      ]);
      const isMissed = ({ sessionId, sequence }: Event): boolean =>
        (sequence ?? 0) > (from.get(sessionId ?? '') ?? Infinity);
      const passed = log.filter((event) => !isMissed(event));
      const found = missedOf(log, placeAfter(passed)).map(({ position }) => position);
      const missed = log.filter(isMissed).map(({ position }) => position);
      expect(new Set(found)).toEqual(new Set(missed));
    }),
  );
});

test('what cannot be told is repeated rather than skipped', () => {
  const log = [1, 2, 3, 4].map((n): Event => ({
    position: 100n + BigInt(n),
    sessionId: `s${String(n)}`,
    sequence: 1,
  }));
  expect(missedOf(log, placeAfter(log.slice(0, 1)))).toEqual(log);
});

test('what is settled, or was replaced, counts no more', () => {
  const progress = new Progress(START);
  for (const position of [101n, 103n, 105n]) progress.pass(position);
  progress.settle(102n);
  progress.forget(105n);
  const recent = [103n, 104n].map((position): Event => ({
    position,
    sessionId: 's',
    sequence: Number(position),
  }));
  const place = readPlace(progress.text())!;
  expect(place.settled).toBe(102n);
  expect(missedOf(recent, place).map(({ position }) => position)).toEqual([104n]);
});

test.each(['', 'x', 'a'.repeat(30), `${placeText(START)}=`, ' '])('%j is no place', (text) => {
  expect(readPlace(text)).toBeNull();
});
