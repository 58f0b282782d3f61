/** Follows the log of events, once for all streams of this process (docs/architecture.md, "Event stream"). */

import type { Logger } from 'pino';
import type { Models } from '../../store/connection.ts';
import { eventId } from '../../store/events/schema.ts';
import {
  eventsAfter,
  eventsAt,
  newestPosition,
  positionsAfter,
  positionsOf,
  secondsBefore,
  type LoggedEvent,
} from '../../store/events/log.ts';
import { ConversationOrder } from './conversation-order.ts';
import { Progress } from './resume-token.ts';

/** An event on its way to the streams. */
export interface PassedEvent extends LoggedEvent {
  /** What is reached once it is passed on. */
  place: string;
  /** As server-sent events have it, but for the ID. */
  frame: string;
}

/** The event with the place it leads to. */
export function passedOn(event: LoggedEvent, place: string): PassedEvent {
  const { told } = event;
  const frame = told === null ? '' : `event: ${told.type}\ndata: ${JSON.stringify(told)}\n\n`;
  return { ...event, place, frame };
}

export type Listener = (events: readonly PassedEvent[]) => void;

/** Between two looks for what is new. */
const POLL_MS = 100;
/** After a look that failed. */
const PAUSE_MS = 1_000;
/** Between two looks back for what became visible late. */
const LOOK_BACK_MS = 500;
/**
 * How long after a higher position was seen a lower one may become visible. Counted in time during which the log could
 * be read: a server that stood still goes on with insertions of before.
 */
const LATE_SECONDS = 10;
/** How long an event waits for the one before it in its session. */
export const PATIENCE_MS = 10_000;
const AT_ONCE = 200;
const TOLD_REMEMBERED = 20_000;
/** Without a listener the log is not followed for longer. */
const IDLE_MS = 30_000;

const nowMs = (): number => performance.now();

/** What is known of the log from one start to the next stop. */
export interface Following {
  order: ConversationOrder<LoggedEvent>;
  progress: Progress;
  /** Highest position read. */
  newest: bigint;
  /** Nothing up to here becomes visible any more, and nothing up to here waits. */
  settled: bigint;
  /** What was the newest when, the oldest first. */
  looks: { atMs: number; newest: bigint }[];
  lookedBackAtMs: number;
  /** Read, with a position above `settled`. */
  seen: Set<bigint>;
  /** Passed on, with a position above `settled`, in that order. */
  passed: PassedEvent[];
  /** Where each of them lies. */
  positions: Map<string, bigint>;
  /** IDs told lately, the oldest first: an event decided again is not told again. */
  told: Set<string>;
}

export class EventTail {
  readonly #models: Models;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  #starting: Promise<Following> | null = null;
  #following: Following | null = null;
  #timer: NodeJS.Timeout | null = null;
  #idleSinceMs = 0;
  #closed = false;

  constructor(models: Models, log: Logger) {
    this.#models = models;
    this.#log = log;
  }

  /**
   * Begins to follow the log unless that is done already.
   *
   * @returns what is known of its end, good until the caller waits for something else
   * @throws when the log cannot be read
   */
  async follow(): Promise<Following> {
    this.#idleSinceMs = nowMs();
    if (this.#following) return this.#following;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Calls with everything that is passed on from here. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#idleSinceMs = nowMs();
    };
  }

  /** What has been passed on by now; `null` while the log is not followed. */
  place(): string | null {
    return this.#following?.progress.text() ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#following = null;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #start(): Promise<Following> {
    const newest = await newestPosition(this.#models);
    const settled = secondsBefore(newest, LATE_SECONDS);
    const following: Following = {
      order: new ConversationOrder(PATIENCE_MS),
      progress: new Progress({ settled, furthest: settled, sum: 0 }),
      newest: settled,
      settled,
      looks: [],
      lookedBackAtMs: nowMs(),
      seen: new Set(),
      passed: [],
      positions: new Map(),
      told: new Set(),
    };
    await this.#readNew(following);
    this.#idleSinceMs = nowMs();
    this.#following = following;
    this.#pollIn(POLL_MS);
    return following;
  }

  #pollIn(delayMs: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      void this.#poll();
    }, delayMs);
    this.#timer.unref();
  }

  async #poll(): Promise<void> {
    const following = this.#following;
    if (!following) return;
    if (this.#listeners.size === 0 && nowMs() - this.#idleSinceMs > IDLE_MS) {
      this.#following = null;
      return;
    }
    const startedAtMs = nowMs();
    try {
      await this.#readNew(following);
      if (startedAtMs - following.lookedBackAtMs >= LOOK_BACK_MS) {
        await this.#lookBack(following, startedAtMs);
      }
      this.#pass(following, following.order.goneBy(nowMs()));
      this.#pollIn(Math.max(0, POLL_MS - (nowMs() - startedAtMs)));
    } catch (error) {
      this.#log.warn({ err: error }, 'the log of events cannot be read; trying again');
      this.#pollIn(PAUSE_MS);
    }
  }

  async #readNew(following: Following): Promise<void> {
    for (;;) {
      const events = await eventsAfter(this.#models, following.newest, { limit: AT_ONCE });
      await this.#take(following, events);
      if (events.length < AT_ONCE) return;
    }
  }

  /** Finds what became visible behind the newest, then forgets what is old. */
  async #lookBack(following: Following, startedAtMs: number): Promise<void> {
    const positions = await positionsAfter(this.#models, following.settled);
    const unseen = positions.filter((position) => !following.seen.has(position));
    for (let from = 0; from < unseen.length; from += AT_ONCE) {
      const late = await eventsAt(this.#models, unseen.slice(from, from + AT_ONCE));
      await this.#take(following, late);
    }
    following.lookedBackAtMs = startedAtMs;
    following.looks.push({ atMs: startedAtMs, newest: following.newest });
    forget(following, startedAtMs - LATE_SECONDS * 1_000);
  }

  async #take(following: Following, events: LoggedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#findPredecessors(following, events);
    for (const { position } of events) {
      following.seen.add(position);
      if (position > following.newest) following.newest = position;
    }
    this.#pass(following, following.order.take(events, nowMs()));
  }

  /** Of a session not met before: was the event ahead of its first one passed on before this tail began? */
  async #findPredecessors(
    { order, settled, seen }: Following,
    events: LoggedEvent[],
  ): Promise<void> {
    const first = new Map<string, LoggedEvent>();
    for (const event of events) {
      const { sessionId, sequence } = event;
      if (sessionId === null || sequence === null || order.knows(event)) continue;
      first.set(eventId(sessionId, sequence - 1), event);
    }
    const positions = await positionsOf(this.#models, [...first.keys()]);
    for (const [id, position] of positions) {
      const event = first.get(id);
      if (event && (position <= settled || seen.has(position))) order.follows(event);
    }
  }

  #pass({ progress, passed, positions, told }: Following, events: LoggedEvent[]): void {
    if (events.length === 0) return;
    const now = events.map((event) => {
      // A later decision under the same number has replaced it, and nobody will find it in the log.
      progress.forget(positions.get(event.id) ?? 0n);
      positions.set(event.id, event.position);
      progress.pass(event.position);
      return passedOn({ ...event, told: firstTold(told, event) }, progress.text());
    });
    passed.push(...now);
    for (const listener of this.#listeners) listener(now);
  }
}

/** @returns `null` when it was told lately */
function firstTold(told: Set<string>, event: LoggedEvent): LoggedEvent['told'] {
  if (event.told === null || told.has(event.told.id)) return null;
  told.add(event.told.id);
  if (told.size > TOLD_REMEMBERED) {
    for (const oldest of told) {
      told.delete(oldest);
      break;
    }
  }
  return event.told;
}

function forget(following: Following, beforeMs: number): void {
  const { looks, order, progress, seen } = following;
  const old = looks.findLastIndex(({ atMs }) => atMs <= beforeMs);
  const look = looks[old];
  if (!look) return;
  looks.splice(0, old);
  const waiting = order.waiting().map(({ position }) => position - 1n);
  const settled = waiting.reduce((low, position) => (position < low ? position : low), look.newest);
  if (settled <= following.settled) return;
  following.settled = settled;
  progress.settle(settled);
  for (const position of seen) if (position <= settled) seen.delete(position);
  for (const [id, position] of following.positions) {
    if (position <= settled) following.positions.delete(id);
  }
  following.passed = following.passed.filter(({ position }) => position > settled);
}
