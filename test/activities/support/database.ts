/** A database of one test file, on the real engine. */

import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import { createActivities } from '../../../src/activities/index.ts';
import type { ConversationPort } from '../../../src/activities/index.ts';
import type { SignalEvent } from '../../../src/core/event.ts';
import {
  connectModels,
  modelsOf,
  syncIndexes,
  type Models,
} from '../../../src/store/connection.ts';
import { tryAgain } from '../../support/retries.ts';

type Activities = ReturnType<typeof createActivities>;
type Signal = { conversationId: string; event: SignalEvent };

/** Conversations that run, or are gone, and remember what they were told. */
export class Conversations implements ConversationPort {
  readonly told: Signal[] = [];
  readonly gone = new Set<string>();
  /** Called before a signal arrives; to throw is a Temporal that is away. */
  before: (signal: Signal) => Promise<void> | void = () => undefined;

  async signalConversation(
    conversationId: string,
    event: SignalEvent,
  ): Promise<'delivered' | 'gone'> {
    await this.before({ conversationId, event });
    if (this.gone.has(conversationId)) return 'gone';
    this.told.push({ conversationId, event });
    return 'delivered';
  }

  /** Sessions that were told of an agent, in order. */
  found(): { sessionId: string; number: number; agentId: string }[] {
    return this.told.flatMap(({ event }) =>
      event.type === 'agentFound'
        ? [{ sessionId: event.sessionId, number: event.number, agentId: event.agentId }]
        : [],
    );
  }
}

export interface Bench {
  models: Models;
  conversations: Conversations;
  activities: Activities;
  /** What was logged. */
  logged: { facts: object; sentence: string }[];
}

const isAway = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.type === 'StoreUnavailable';

/** As Temporal does it: what got no answer of a busy database in time is done again. */
function triedAgain(activities: Activities): Activities {
  const all = Object.entries<(...args: never[]) => Promise<unknown>>({ ...activities });
  const again = all.map(([name, activity]) => [
    name,
    (...args: never[]): Promise<unknown> =>
      tryAgain('busy database', () => activity(...args), isAway),
  ]);
  return Object.fromEntries(again) as Activities;
}

/** Empty collections with their indexes before every test; gone after the last. */
export function useDatabase(): Bench {
  const bench = {} as Bench;
  beforeAll(async () => {
    const uri = process.env['TEST_MONGODB_URI'];
    if (!uri) throw new Error('TEST_MONGODB_URI is not set');
    const own = new URL(uri);
    own.pathname = `/activities-${randomUUID()}`;
    bench.models = modelsOf(await connectModels(own.href));
    await syncIndexes(bench.models);
  });
  beforeEach(async () => {
    const { connection: _connection, ...models } = bench.models;
    for (const model of Object.values(models)) await model.collection.deleteMany({});
    bench.conversations = new Conversations();
    bench.logged = [];
    const note = (facts: object, sentence: string): void => {
      bench.logged.push({ facts, sentence });
    };
    const context = { models: bench.models, client: bench.conversations };
    bench.activities = triedAgain(
      createActivities({ ...context, log: { info: note, warn: note } }),
    );
  });
  afterAll(async () => {
    await bench.models.connection.dropDatabase();
    await bench.models.connection.close();
  });
  return bench;
}
