/** Which of the latest events a stream had not passed on when it broke off. */

import { minus, plus, positionHash, type Place } from './resume-token.ts';

export interface Numbered {
  position: bigint;
  /** `null` on events of no session. */
  sessionId: string | null;
  sequence: number | null;
}

/** Events that may have been missed together: the last ones of a session, for they are passed on in order. */
interface Tail<T> {
  /** All recent ones of the session. */
  latestFirst: T[];
  count: number;
  sum: number;
}

/**
 * Tells the events that became visible after the place was taken, although their position is not beyond it, or that
 * still waited for one before them.
 *
 * @param recent everything that is visible now with a position in (settled, furthest]
 * @returns those that were not passed on: exactly, while they belong to two sessions at most; else all of `recent`,
 *   for a repetition does less harm than a gap
 */
export function missedOf<T extends Numbered>(recent: readonly T[], { sum }: Place): T[] {
  const all = recent.reduce((total, { position }) => plus(total, positionHash(position)), 0);
  const wanted = minus(all, sum);
  if (wanted === 0) return [];
  const tails = sessionTails(recent);
  const bySum = new Map(tails.map((tail) => [tail.sum, tail]));
  const one = bySum.get(wanted);
  if (one) return eventsOf(one);
  for (const tail of tails) {
    const other = bySum.get(minus(wanted, tail.sum));
    if (other && other.latestFirst !== tail.latestFirst) {
      return [...eventsOf(tail), ...eventsOf(other)];
    }
  }
  return [...recent];
}

const eventsOf = <T>({ latestFirst, count }: Tail<T>): T[] => latestFirst.slice(0, count).reverse();

function sessionTails<T extends Numbered>(recent: readonly T[]): Tail<T>[] {
  const sessions = new Map<string, T[]>();
  for (const event of recent) {
    const key = event.sessionId ?? String(event.position);
    const own = sessions.get(key);
    if (own) own.push(event);
    else sessions.set(key, [event]);
  }
  return [...sessions.values()].flatMap((events) => {
    const latestFirst = events.sort((a, b) => (b.sequence ?? 0) - (a.sequence ?? 0));
    let sum = 0;
    return latestFirst.map(({ position }, index) => {
      sum = plus(sum, positionHash(position));
      return { latestFirst, count: index + 1, sum };
    });
  });
}
