import type { ApiClient } from './api-client.ts';
import { readSession, readSessions, type SessionReading } from './readings.ts';

/** Fields of a session whose change is worth a line. */
type Seen = Pick<SessionReading, 'status' | 'awaiting' | 'agentId' | 'wait' | 'reassignments'>;

const NOT_SEEN: Seen = {
  status: 'queued',
  awaiting: 'none',
  agentId: null,
  wait: null,
  reassignments: 0,
};

/**
 * Tells the events of a session between two looks at it, in the order in which they happen.
 * A wait that begins and ends between two looks is told by its end only.
 */
export function lifeBetween(
  before: Seen | null,
  now: SessionReading,
  nameOf: (agentId: string) => string,
): string[] {
  const old = before ?? NOT_SEEN;
  const lines: string[] = [];
  if (before === null) {
    lines.push(now.previousSessionId === null ? 'started' : 'started, the customer is back');
  }
  if (now.wait?.warned && !old.wait?.warned) lines.push('warned');
  if (now.wait?.overdue && !old.wait?.overdue) lines.push('overdue');
  if (now.reassignments > old.reassignments) {
    lines.push(`reassigned to ${now.agentId === null ? 'nobody' : nameOf(now.agentId)}`);
  } else if (now.agentId !== null && now.agentId !== old.agentId) {
    lines.push(`assigned to ${nameOf(now.agentId)}`);
  }
  if (now.awaiting === 'customer' && old.awaiting !== 'customer') lines.push('answered');
  if (now.status === 'closed' && old.status !== 'closed') {
    lines.push(`closed, ${now.closeReason ?? 'without a reason'}`);
  }
  return lines;
}

const clock = (realMs: number): string => {
  const seconds = Math.floor(realMs / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
};

export interface LifeSource {
  api: ApiClient;
  channel: string;
  runId: string;
  /** Real milliseconds since the replay began, for the time in front of each line. */
  realMs: () => number;
  agentName: (agentId: string) => string;
}

/** Prints the life of a run's sessions, a line an event, by looking at the open ones every second. */
export class SessionLife {
  readonly #source: LifeSource;
  readonly #open = new Map<string, SessionReading>();
  readonly #closed = new Set<string>();

  constructor(source: LifeSource) {
    this.#source = source;
  }

  /** Whether a session was seen closed. */
  hasClosed(sessionId: string): boolean {
    return this.#closed.has(sessionId);
  }

  /**
   * Looks once, and prints what changed.
   *
   * @param known sessions that must be looked at even if they are not in the list of the open ones
   */
  async look(known: ReadonlySet<string>): Promise<void> {
    const { api, channel, runId } = this.#source;
    const listed = new Map<string, SessionReading>();
    for (const status of ['queued', 'active']) {
      for (const session of await readSessions(api, channel, { status })) {
        const ofThisRun = session.customer.id.startsWith(`${runId}:`);
        if (ofThisRun && !this.#closed.has(session.id)) listed.set(session.id, session);
      }
    }
    for (const sessionId of new Set([...this.#open.keys(), ...known])) {
      if (listed.has(sessionId) || this.#closed.has(sessionId)) continue;
      const session = await readSession(api, sessionId);
      if (session?.status === 'closed') this.#note(session);
    }
    for (const session of listed.values()) this.#note(session);
  }

  #note(session: SessionReading): void {
    const { realMs, agentName } = this.#source;
    const before = this.#open.get(session.id) ?? null;
    for (const line of lifeBetween(before, session, agentName)) {
      const who = session.customer.name ?? session.customer.id;
      console.log(`${clock(realMs())}  …${session.id.slice(-8)}  ${who.padEnd(20)} ${line}`);
    }
    if (session.status === 'closed') {
      this.#closed.add(session.id);
      this.#open.delete(session.id);
    } else {
      this.#open.set(session.id, session);
    }
  }
}
