/** What MongoDB has, read beside the product: for checks that must not depend on the API. */

import mongoose from 'mongoose';
import { until } from './until.ts';

export interface SavedEvent {
  _id: string;
  sessionId: string;
  conversationId: string;
  sequence: number;
  type: string;
  at: Date;
  processedAt: Date;
  reason: { trigger: string; dueAt: Date | null } | null;
  message: { messageId: string; author: { type: string }; text: string } | null;
  data: Record<string, string | number | boolean | null>;
}

export interface SavedSession {
  _id: string;
  conversationId: string;
  status: string;
  agentId: string | null;
  offer: { agentId: string } | null;
  sequence: number;
  revision: number;
  previousSessionId: string | null;
  nextSessionId: string | null;
  closeReason: string | null;
}

export interface Told {
  _id: string;
  sessionId: string;
  kind: string;
  agentId: string | null;
  dueAt: Date | null;
}

export type Saved = Awaited<ReturnType<typeof openSaved>>;

/** @param uri as the product's run file has it */
export async function openSaved(uri: string) {
  const connection = await mongoose
    .createConnection(uri, { serverSelectionTimeoutMS: 40_000 })
    .asPromise();
  const events = connection.collection<SavedEvent>('events');
  const sessions = connection.collection<SavedSession>('sessions');
  const notifications = connection.collection<Told>('notifications');
  const inOrder = { sessionId: 1, sequence: 1 } as const;
  const eventsOf = (sessionId: string): Promise<SavedEvent[]> =>
    events.find({ sessionId }).sort(inOrder).toArray();
  return {
    eventsOf,
    /**
     * A session's events, once they are what its projection counts and none is missing.
     *
     * @param isEnough what else must be there
     */
    settled: (
      sessionId: string,
      isEnough: (events: SavedEvent[]) => boolean = () => true,
    ): Promise<SavedEvent[]> =>
      until(`everything of ${sessionId} saved`, async () => {
        const session = await sessions.findOne({ _id: sessionId });
        const found = await eventsOf(sessionId);
        const complete = gapsIn(found).length === 0 && isEnough(found);
        return complete && found.at(-1)?.sequence === session?.sequence ? found : null;
      }),
    /** Of a customer, of whichever sessions. */
    messagesOf: (conversationId: string) =>
      events
        .find({ conversationId, type: 'message.created', 'message.author.type': 'customer' })
        .sort({ position: 1 })
        .toArray(),
    allEvents: () => events.find().sort(inOrder).toArray(),
    countMessages: () =>
      events.countDocuments({ type: 'message.created', 'message.author.type': 'customer' }),
    sessionsOf: (conversationId: string) => sessions.find({ conversationId }).toArray(),
    allSessions: () => sessions.find().toArray(),
    toldAbout: (sessionId: string) => notifications.find({ sessionId }).toArray(),
    close: () => connection.close(),
  };
}

/** Numbers missing or doubled between 1 and a session's latest event; none is as it should be. */
function gapsIn(events: readonly SavedEvent[]): number[] {
  const numbers = events.map(({ sequence }) => sequence);
  const have = new Set(numbers);
  const latest = Math.max(0, ...numbers);
  const missing = Array.from({ length: latest }, (_, index) => index + 1).filter(
    (number) => !have.has(number),
  );
  return have.size === numbers.length ? missing : [...missing, -1];
}
