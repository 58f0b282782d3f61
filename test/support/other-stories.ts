/** Stories of every workflow but the conversation: what is asked of the world answers at once, or when a story lets it. */

import type { Temporal } from '../../src/client/temporal.ts';
import type { AgentActivities, Activities } from '../../src/contract/activities.ts';
import type { UpkeepActivities, UpkeepReport } from '../../src/contract/upkeep.ts';
import type { AttemptOutcome, WebhookActivities } from '../../src/contract/webhooks.ts';
import { AGENT_CHANGED_SIGNAL, RETRY_NOW_SIGNAL } from '../../src/contract/messages.ts';
import { until } from './until.ts';
import { Gate } from '../workflows/stage/gate.ts';

type World = Pick<Activities, 'save'> & AgentActivities & UpkeepActivities & WebhookActivities;

/** What it asks of the world, and what happens; the run that is told of is the first of the ID that is returned. */
export interface OtherStory {
  workflowType: string;
  workflowId: string;
  args: unknown[];
  world: Partial<World>;
  tell?: (story: { temporal: Temporal; workflowId: string }) => Promise<void>;
}

const NOTHING: UpkeepReport = { findings: [], counts: {}, unclear: 0 };
const refused = (retryInMs: number | null): AttemptOutcome => ({
  status: retryInMs === null ? 'failed' : 'pending',
  retryInMs,
  error: 'The endpoint answered with status 500.',
});

/** Refused, tried again by hand, refused, tried again in time, asked for while it is tried, delivered. */
function delivery(): OtherStory {
  const [third, asked] = [new Gate(), new Gate()];
  const outcomes = [
    () => refused(3_600_000),
    () => refused(1_000),
    async () => {
      third.open();
      await asked.pass();
      return refused(3_600_000);
    },
    (): AttemptOutcome => ({ status: 'delivered', retryInMs: null, error: null }),
  ];
  return {
    workflowType: 'webhook',
    workflowId: 'webhook/wh_1/s_1:4:0a1b2c3d',
    args: [{ webhookId: 'wh_1', eventId: 's_1:4:0a1b2c3d' }],
    world: { attemptDelivery: async ({ attempt }) => outcomes[attempt - 1]!() },
    async tell({ temporal, workflowId }) {
      const handle = temporal.client.workflow.getHandle(workflowId);
      const waits = async () => {
        const { events } = await handle.fetchHistory();
        return events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes);
      };
      await until('it waits', waits);
      await handle.signal(RETRY_NOW_SIGNAL);
      await third.pass();
      await handle.signal(RETRY_NOW_SIGNAL);
      asked.open();
    },
  };
}

/** Changed, and changed again while the first change is settled. */
function agentStory(): OtherStory {
  const [began, changed] = [new Gate(), new Gate()];
  return {
    workflowType: 'agent',
    workflowId: 'agent/a_1',
    args: [{ agentId: 'a_1' }],
    world: {
      async settleAgent() {
        began.open();
        await changed.pass();
      },
    },
    async tell({ temporal, workflowId }) {
      const handle = temporal.client.workflow.getHandle(workflowId);
      await handle.signal(AGENT_CHANGED_SIGNAL);
      await began.pass();
      await handle.signal(AGENT_CHANGED_SIGNAL);
      changed.open();
    },
  };
}

function failingOnce(): Activities['save'] {
  let failed = false;
  return () => {
    if (failed) return Promise.resolve();
    failed = true;
    // Without a stack, which would name the machine's folders.
    return Promise.reject(Object.assign(new Error('The database is away'), { stack: '' }));
  };
}

/** By the name of their file. */
export const OTHER_STORIES: Record<string, OtherStory> = {
  delivery: delivery(),
  'delivery-given-up': {
    workflowType: 'webhook',
    workflowId: 'webhook/wh_1/presence:a_1:1:online',
    args: [{ webhookId: 'wh_1', eventId: 'presence:a_1:1:online' }],
    world: { attemptDelivery: ({ attempt }) => Promise.resolve(refused(attempt < 3 ? 10 : null)) },
  },
  dispatch: {
    workflowType: 'dispatch',
    workflowId: 'sessionkeeper-dispatch',
    args: [],
    world: { dispatchEvents: () => Promise.resolve({ events: 2, deliveries: 1 }) },
    async tell({ temporal, workflowId }) {
      // Changes nothing: it goes on to its next run.
      await temporal.client.workflow.getHandle(workflowId).cancel();
    },
  },
  agent: agentStory(),
  'save-overflow': {
    workflowType: 'saveOverflow',
    workflowId: 'chat/c_1/save/s_1/1-1',
    args: [{ sessionId: 's_1', conversationId: 'c_1', channel: 'web', records: [], view: null }],
    world: { save: failingOnce() },
  },
  watch: {
    workflowType: 'watch',
    workflowId: 'sessionkeeper-watch',
    args: [],
    world: { expirePresence: () => Promise.resolve({ expired: ['a_1'], told: 1 }) },
  },
  safety: {
    workflowType: 'safety',
    workflowId: 'sessionkeeper-safety',
    args: [],
    world: {
      findSuspects: () => Promise.resolve([{ agentId: 'a_1', sessionId: 's_1', number: 1 }]),
      serveSuspects: () => Promise.resolve(NOTHING),
    },
  },
  reconcile: {
    workflowType: 'reconcile',
    workflowId: 'sessionkeeper-reconcile',
    args: [],
    world: {
      reconcileHolds: () => Promise.resolve(NOTHING),
      reconcileTickets: () => Promise.resolve(NOTHING),
      reportBrokenRuns: () => Promise.resolve(NOTHING),
      clearOld: () =>
        Promise.resolve({ graves: 1, findings: 0, rates: 0, deliveries: 2, answers: 0, audit: 0 }),
    },
  },
};
