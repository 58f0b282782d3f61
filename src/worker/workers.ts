/** One worker for each task queue, each with slots of its own: a slow effect never takes one from a message. */

import type { PayloadCodec } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { createActivities, createUpkeep } from '../activities/index.ts';
import type { Notification, OutboundMessage } from '../core/effect.ts';
import type { OpeningRequest, SaveBatch } from '../contract/activities.ts';
import type { WebhookActivities } from '../contract/webhooks.ts';
import { Breaker, sparing } from './breaker.ts';
import { failureConverterPath, workflowBundle } from './bundle.ts';
import { BEAT_MS, beating } from './heartbeat.ts';

type AllActivities = ReturnType<typeof createActivities> & ReturnType<typeof createUpkeep>;

export interface WorkersSetup {
  connection: NativeConnection;
  namespace: string;
  /** Task queue of the workflows; the others are named after it. */
  taskQueue: string;
  activities: AllActivities;
  /** Encrypts payloads; `null`: they are in clear. */
  codec: PayloadCodec | null;
  /** These run on a queue of their own, and so do the workflows that ask them. */
  webhooks: WebhookActivities;
}

export interface RunningWorkers {
  /** Settles when all have stopped; rejects when one has failed for good. */
  ended: Promise<void>;
  /** Takes nothing new and lets what runs end. */
  stop(): Promise<void>;
}

/** Activities still running after a request to stop are cancelled after the grace, and given up a while later. */
const SHUTDOWN = { shutdownGraceTime: '8s', shutdownForceTime: '15s' } as const;

/** Beats are passed on as they come: the SDK would hold them back for most of the heartbeat timeout. */
const BEATS: Partial<WorkerOptions> = {
  interceptors: { activity: [beating] },
  maxHeartbeatThrottleInterval: BEAT_MS,
};

/** Starts the workers of all task queues. */
export async function startWorkers(setup: WorkersSetup): Promise<RunningWorkers> {
  const { connection, namespace, taskQueue, activities, webhooks, codec } = setup;
  const bundle = await workflowBundle(codec ? 'encrypted' : 'clear');
  const breaker = new Breaker();
  const spared = {
    save: sparing(breaker, (batch: SaveBatch) => activities.save(batch)),
    loadOpening: sparing(breaker, (request: OpeningRequest) => activities.loadOpening(request)),
  };
  const common = {
    ...{ connection, namespace, ...SHUTDOWN, ...BEATS },
    ...(codec && { dataConverter: { payloadCodecs: [codec], failureConverterPath } }),
  };
  const create = (options: Partial<WorkerOptions> & { taskQueue: string }): Promise<Worker> =>
    Worker.create({ ...common, ...options });
  const workers = await Promise.all([
    create({
      taskQueue,
      workflowBundle: bundle,
      activities: { ...activities, ...spared },
      // The sessions of a worker that was killed wait for it this long.
      stickyQueueScheduleToStartTimeout: '1s',
    }),
    create({
      taskQueue: `${taskQueue}-saves`,
      activities: { save: spared.save },
      maxConcurrentActivityTaskExecutions: 20,
    }),
    create({
      taskQueue: `${taskQueue}-deliveries`,
      activities: {
        notify: (notification: Notification) => activities.notify(notification),
        sendToCustomer: (message: OutboundMessage) => activities.sendToCustomer(message),
      },
      maxConcurrentActivityTaskExecutions: 50,
    }),
    create({
      taskQueue: `${taskQueue}-webhooks`,
      workflowBundle: bundle,
      activities: { ...webhooks },
      // Nearly all of the time an attempt waits for somebody else's server.
      maxConcurrentActivityTaskExecutions: 200,
      // A delivery waits for hours between two attempts, and is soon read again.
      maxCachedWorkflows: 100,
      stickyQueueScheduleToStartTimeout: '1s',
    }),
  ]);
  const runs = workers.map((worker) => worker.run());
  const stopAll = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    ended: Promise.all(runs).then(() => undefined),
    async stop() {
      stopAll();
      await Promise.allSettled(runs);
    },
  };
}
