/** What the schedules ask of Temporal: conversations that answer as a test says, or not at all. */

import { createUpkeep } from '../../../src/activities/index.ts';
import type { UpkeepContext } from '../../../src/activities/index.ts';
import type { Claim } from '../../../src/core/claims.ts';
import type { FindingKind } from '../../../src/contract/upkeep.ts';
import type { SessionDocument } from '../../../src/store/sessions/schema.ts';
import { besideNewProjection, projectionOf } from '../../../src/store/sessions/schema.ts';
import type { Bench } from './database.ts';
import { view } from './records.ts';

type Live = NonNullable<Awaited<ReturnType<UpkeepContext['temporal']['askLive']>>>;

export interface Upkeep {
  upkeep: ReturnType<typeof createUpkeep>;
  /** Agents whose change was passed on. */
  changed: string[];
  counted: FindingKind[];
  /** What conversations say; one that is not in here is gone. */
  live: Map<string, Live | 'silent'>;
  asked: string[];
  /** Called before a conversation answers. */
  before: (conversationId: string) => Promise<void>;
  brokenRuns: { conversationId: string; runId: string; status: string }[];
}

export function upkeepOn(bench: Bench): Upkeep {
  const world: Omit<Upkeep, 'upkeep'> = {
    changed: [],
    counted: [],
    live: new Map(),
    asked: [],
    before: () => Promise.resolve(),
    brokenRuns: [],
  };
  const note = (facts: object, sentence: string): void => {
    bench.logged.push({ facts, sentence });
  };
  const upkeep = createUpkeep({
    models: bench.models,
    client: bench.conversations,
    log: { info: note, warn: note },
    count: (kind) => world.counted.push(kind),
    temporal: {
      agentChanged: (agentId) => Promise.resolve(void world.changed.push(agentId)),
      async askLive(conversationId) {
        world.asked.push(conversationId);
        await world.before(conversationId);
        const live = world.live.get(conversationId);
        if (live === 'silent') throw new Error('no worker answers');
        return live ?? null;
      },
      brokenRuns: () => Promise.resolve(world.brokenRuns),
    },
  });
  return Object.assign(world, { upkeep });
}

export const has = (number: number, agentId: string): Claim => ({
  ...{ number, agentId, state: 'has', tried: [] },
});
export const queues = (number: number, tried: string[] = []): Claim => ({
  ...{ number, agentId: null, state: 'queues', tried },
});

/** What the session `s<place>` says of itself. */
export const says = (place: number, claims: Claim[], assignments = 0): [string, Live] => [
  `c${place}`,
  { session: { id: `s${place}`, status: 'active' }, claims, outbox: { assignments } },
];

/** The saved projection of the session `s<place>`, created two minutes ago. */
export async function saveSession(
  { models }: Bench,
  place: number,
  fields: Partial<SessionDocument> = {},
): Promise<void> {
  const _id = `s${place}`;
  const { ...projection } = projectionOf(view(1));
  await models.sessions.collection.insertOne({
    ...projection,
    ...{ _id, conversationId: `c${place}`, createdAt: new Date(Date.now() - 120_000) },
    ...besideNewProjection(),
    ...fields,
  } as never);
}

/** Makes every hold and tombstone of the agents older. */
export async function age({ models }: Bench, seconds = 120): Promise<void> {
  const at = new Date(Date.now() - seconds * 1000);
  await models.agents.collection.updateMany({ kind: 'agent' }, { $set: { 'held.$[].at': at } });
}
