/** Who holds what and who waits, read from MongoDB beside the product, and watched while it works. */

import mongoose from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';

interface AgentDocument {
  _id: string;
  kind: string;
  capacity: number;
  presence: string;
  channels: string[];
  deletedAt: Date | null;
  held: { sessionId: string; active: boolean }[];
}

interface TicketDocument {
  _id: string;
  channel: string;
  place: Date;
}

export interface Holder {
  id: string;
  capacity: number;
  isFree: boolean;
  channels: string[];
  /** Sessions held now. */
  sessionIds: string[];
}

export type Holds = Awaited<ReturnType<typeof openHolds>>;

/** @param uri as the product's run file has it */
export async function openHolds(uri: string) {
  const connection = await mongoose
    .createConnection(uri, { serverSelectionTimeoutMS: 40_000 })
    .asPromise();
  const agents = connection.collection<AgentDocument>('agents');
  const tickets = connection.collection<TicketDocument>('tickets');
  const holders = async (): Promise<Holder[]> =>
    (await agents.find({ kind: 'agent' }).toArray()).map((agent) => {
      const sessionIds = agent.held.filter(({ active }) => active).map((one) => one.sessionId);
      const { _id: id, capacity, channels, presence, deletedAt } = agent;
      const isFree = deletedAt === null && presence === 'online' && sessionIds.length < capacity;
      return { id, capacity, channels, sessionIds, isFree };
    });
  return {
    holders,
    /** Agents who hold a session now; one that holds it twice is there twice. */
    holdersOf: async (sessionId: string): Promise<string[]> => {
      const active = { sessionId, active: true };
      const found = await agents.find({ held: { $elemMatch: active } }).toArray();
      return found
        .flatMap(({ _id, held }) =>
          held.filter((one) => one.sessionId === sessionId && one.active).map(() => _id),
        )
        .sort();
    },
    /** Sessions held now, by whomever. */
    held: async (): Promise<string[]> => (await holders()).flatMap(({ sessionIds }) => sessionIds),
    /** Sessions that wait, in the order of the queue. */
    queue: async (): Promise<{ id: string; channel: string }[]> => {
      const found = await tickets.find().sort({ place: 1, _id: 1 }).toArray();
      return found.map(({ _id: id, channel }) => ({ id, channel }));
    },
    close: () => connection.close(),
  };
}

const SAMPLE_MS = 10;

/** Looks at every agent again and again. */
export function watchCapacity(holds: Holds) {
  const stop = new AbortController();
  let samples = 0;
  let most = 0;
  const above = new Set<string>();
  const watching = (async () => {
    while (!stop.signal.aborted) {
      for (const { id, capacity, sessionIds } of await holds.holders()) {
        most = Math.max(most, sessionIds.length);
        if (sessionIds.length > capacity) above.add(`${id} held ${String(sessionIds.length)}`);
      }
      samples += 1;
      await pause(SAMPLE_MS);
    }
  })();
  return {
    /** Ends the watch: how often was looked, the most that one agent held, and whoever was above capacity. */
    async end(): Promise<{ samples: number; most: number; above: string[] }> {
      stop.abort();
      await watching;
      return { samples, most, above: [...above] };
    },
  };
}
