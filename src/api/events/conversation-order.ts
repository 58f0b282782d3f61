/** Passes events of a conversation on in the order of their sessions and numbers, whatever order they were saved in. */

export interface Ordered {
  /** `null` on events of no session: these wait for nobody. */
  conversationId: string | null;
  sessionId: string | null;
  sequence: number | null;
  position: bigint;
}

interface Waiting<T> {
  event: T;
  sinceMs: number;
}

/** Sessions whose latest number is remembered; of others the log is asked. */
const REMEMBERED = 50_000;

/**
 * An event goes when the one before it in its session has gone, or when it has waited for it long enough: a number may
 * stay empty for good, where a message turned out to be kept elsewhere.
 */
export class ConversationOrder<T extends Ordered> {
  readonly #patienceMs: number;
  /** The highest number that has gone, by session, the longest untouched first. */
  readonly #reached = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting<T>[]>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Whether it is known which event of its session went last. */
  knows({ sessionId, sequence }: Ordered): boolean {
    return sessionId === null || sequence === 1 || this.#reached.has(sessionId);
  }

  /** What came before this event has gone elsewhere or never comes, as far as it does not wait here. */
  follows({ conversationId, sessionId, sequence }: Ordered): void {
    if (conversationId === null || sessionId === null || sequence === null) return;
    const line = this.#waiting.get(conversationId) ?? [];
    const earlier = ({ event }: Waiting<T>): boolean =>
      event.sessionId === sessionId && (event.sequence ?? 0) < sequence;
    if (!line.some(earlier)) this.#reach(sessionId, sequence - 1);
  }

  /** Events that wait for one before them. */
  waiting(): T[] {
    return [...this.#waiting.values()].flat().map(({ event }) => event);
  }

  /**
   * Takes events in the order of their positions.
   *
   * @param nowMs of any clock that never goes back
   * @returns what may go now, these and earlier ones, in order
   */
  take(events: readonly T[], nowMs: number): T[] {
    const gone: T[] = [];
    for (const event of events) {
      const { conversationId } = event;
      if (conversationId === null) {
        gone.push(event);
        continue;
      }
      const line = [...(this.#waiting.get(conversationId) ?? []), { event, sinceMs: nowMs }];
      this.#waiting.set(conversationId, line.sort(byNumber));
      gone.push(...this.#advance(conversationId, nowMs));
    }
    return gone;
  }

  /** @returns what may go because it has waited long enough */
  goneBy(nowMs: number): T[] {
    return [...this.#waiting.keys()].flatMap((id) => this.#advance(id, nowMs));
  }

  #advance(conversationId: string, nowMs: number): T[] {
    const line = this.#waiting.get(conversationId) ?? [];
    const blocked = line.findIndex((waiting) => !this.#mayGo(waiting, nowMs));
    const gone = blocked < 0 ? line : line.slice(0, blocked);
    if (blocked < 0) this.#waiting.delete(conversationId);
    else this.#waiting.set(conversationId, line.slice(blocked));
    return gone.map(({ event }) => event);
  }

  #reach(sessionId: string, sequence: number): void {
    const before = this.#reached.get(sessionId) ?? 0;
    this.#reached.delete(sessionId);
    this.#reached.set(sessionId, Math.max(before, sequence));
    if (this.#reached.size <= REMEMBERED) return;
    for (const [oldest] of this.#reached) {
      this.#reached.delete(oldest);
      break;
    }
  }

  /** Counts it as gone when it may. */
  #mayGo({ event, sinceMs }: Waiting<T>, nowMs: number): boolean {
    const { sessionId, sequence } = event;
    if (sessionId === null || sequence === null) return true;
    const reached = this.#reached.get(sessionId) ?? 0;
    if (sequence > reached + 1 && nowMs - sinceMs < this.#patienceMs) return false;
    this.#reach(sessionId, sequence);
    return true;
  }
}

function byNumber<T extends Ordered>(a: Waiting<T>, b: Waiting<T>): number {
  const [one, other] = [a.event, b.event];
  if (one.sessionId === other.sessionId) return (one.sequence ?? 0) - (other.sequence ?? 0);
  // Session IDs of a conversation sort by the time of their opening.
  return (one.sessionId ?? '') < (other.sessionId ?? '') ? -1 : 1;
}
