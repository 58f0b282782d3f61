/** A small world outside: it remembers what a conversation asked of it, and can be made to fail, hang or count. */

import type { Notification, OutboundMessage, ReleaseRequest } from '../../../src/core/effect.ts';
import type { Activities, SavedRecord, SaveBatch } from '../../../src/contract/activities.ts';
import type { KeptMessage } from '../../../src/core/session.ts';
import {
  DEFAULT_SETTINGS,
  type PinnedSettings,
  type Settings,
} from '../../../src/core/settings.ts';
import type { SessionView } from '../../../src/core/view.ts';

type Port = keyof Activities;
type Perform = (argument: never) => Promise<unknown>;
type Fault = (argument: never) => void | Promise<void>;

export class World {
  settings: PinnedSettings = { version: 1, values: settings({}), calendar: null };
  /** Agents who can take a session, in the order in which they are chosen. */
  agents: string[] = ['a_1', 'a_2'];
  /** Message IDs that earlier sessions kept, by conversation. */
  readonly keptEarlier = new Map<string, Record<string, KeptMessage>>();
  /** What happens before an activity does its work: to throw is to fail, to wait is to hang. */
  readonly faults: Partial<Record<Port, Fault>> = {};

  readonly notifications: Notification[] = [];
  readonly sent: OutboundMessage[] = [];
  readonly released: ReleaseRequest[] = [];
  readonly batches: SaveBatch[] = [];
  private readonly saved = new Map<string, Map<number, SavedRecord>>();
  private readonly views = new Map<string, SessionView>();

  /** What is saved of a session, in its order. */
  records(sessionId: string): SavedRecord[] {
    const own = this.saved.get(sessionId) ?? new Map<number, SavedRecord>();
    return [...own.values()].sort((a, b) => a.sequence - b.sequence);
  }

  view(sessionId: string): SessionView | null {
    return this.views.get(sessionId) ?? null;
  }

  /** The sessions of a conversation, in the order in which they began. */
  sessions(conversationId: string): SessionView[] {
    return [...this.views.values()]
      .filter((view) => view.conversationId === conversationId)
      .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.previousSessionId === b.id ? 1 : -1));
  }

  /** The activities of this world, as a worker takes them. */
  activities(): Activities {
    const ports = this.ports();
    const watched = Object.entries(ports as unknown as Record<Port, Perform>).map(
      ([port, perform]) => [port, this.watched(port as Port, perform)],
    );
    return Object.fromEntries(watched) as Activities;
  }

  private ports(): Activities {
    return {
      loadOpening: ({ conversationId, messageKeys, sessionIds }) => {
        const all = this.keptEarlier.get(conversationId) ?? {};
        const kept = Object.fromEntries(
          Object.entries(all).filter(([messageKey]) => messageKeys.includes(messageKey)),
        );
        // What a lost workflow task saved of the session being opened is nobody's earlier session.
        const earlier = this.sessions(conversationId).filter(
          ({ id, status }) => status === 'closed' || !sessionIds.includes(id),
        );
        const previous = earlier.at(-1);
        return Promise.resolve({
          settings: this.settings,
          previousSessionId: previous?.id ?? null,
          lastAgentId: previous?.lastAgentId ?? null,
          kept,
        });
      },
      loadSettings: () => Promise.resolve(this.settings),
      extendCalendar: () => Promise.resolve(this.settings.calendar ?? { open: [], untilMs: 0 }),
      save: (batch) => {
        this.save(batch);
        return Promise.resolve();
      },
      findAgent: ({ excluded }) => {
        const agentId = this.agents.find((id) => excluded.every((other) => other.agentId !== id));
        return Promise.resolve({ agentId: agentId ?? null, candidates: excluded });
      },
      reserveAgent: ({ agentId }) =>
        Promise.resolve({
          agentId: this.agents.includes(agentId) ? agentId : null,
          candidates: [],
        }),
      releaseAgent: (request) => remember(this.released, request),
      recordAccept: () => Promise.resolve(),
      notify: (notification) => once(this.notifications, notification, ({ key }) => key),
      sendToCustomer: (message) =>
        once(this.sent, message, ({ sessionId, record }) => `${sessionId}#${record.sequence}`),
    };
  }

  private watched(port: Port, perform: Perform): Perform {
    return async (argument) => {
      await this.faults[port]?.(argument);
      return perform(argument);
    };
  }

  /**
   * A workflow task that is lost is decided anew, with what arrived meanwhile: what was decided later replaces what
   * had been saved under the same number.
   */
  save(batch: SaveBatch): void {
    this.batches.push(batch);
    const own = this.saved.get(batch.sessionId) ?? new Map<number, SavedRecord>();
    this.saved.set(batch.sessionId, own);
    for (const record of batch.records) {
      const before = own.get(record.sequence);
      if (!before || before.processedAtMs <= record.processedAtMs) own.set(record.sequence, record);
    }
    const { view } = batch;
    if (view && view.revision >= (this.views.get(view.id)?.revision ?? 0)) {
      this.views.set(view.id, view);
    }
  }
}

function remember<T>(memory: T[], what: T): Promise<void> {
  memory.push(what);
  return Promise.resolve();
}

/** An activity may run twice, and a key counts once outside. */
function once<T>(memory: T[], what: T, keyOf: (one: T) => string): Promise<void> {
  const isKnown = memory.some((one) => keyOf(one) === keyOf(what));
  return isKnown ? Promise.resolve() : remember(memory, what);
}

type Partly<T> = { [K in keyof T]?: T[K] extends object | null ? Partial<T[K]> : T[K] };

/** The default settings with some of them changed, group by group. */
export function settings(changes: Partly<Settings>): Settings {
  const values: Record<string, unknown> = structuredClone({ ...DEFAULT_SETTINGS });
  for (const [group, change] of Object.entries(changes)) {
    values[group] = { ...(values[group] as object | null), ...(change as object) };
  }
  return values as unknown as Settings;
}
