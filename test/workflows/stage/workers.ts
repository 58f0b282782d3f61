import type { PayloadCodec } from '@temporalio/common';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type NativeConnection,
} from '@temporalio/worker';
import { beating } from '../../../src/worker/heartbeat.ts';
import { workflowBundle } from './bundle.ts';

// What a test provokes is warned of, and expected.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: {
    logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} },
  },
});

export interface Workers {
  /** Lets running activities end. */
  stop(): Promise<void>;
}

export interface WorkerSetup {
  connection: NativeConnection;
  taskQueue: string;
  activities: object;
  maxCachedWorkflows?: number;
  codec?: PayloadCodec | null;
}

/** One worker for each queue of the product. */
export async function startWorkers(setup: WorkerSetup): Promise<Workers> {
  const { connection, taskQueue, activities, maxCachedWorkflows = 300, codec } = setup;
  const activitiesOnly = {
    ...{ connection, namespace: 'default', activities, identity: 'tests' },
    interceptors: { activity: [beating] },
    ...(codec && { dataConverter: { payloadCodecs: [codec] } }),
  };
  const workers = await Promise.all([
    Worker.create({
      ...activitiesOnly,
      taskQueue,
      workflowBundle: await workflowBundle(),
      stickyQueueScheduleToStartTimeout: '1s',
      shutdownGraceTime: '1s',
      shutdownForceTime: '60s',
      maxCachedWorkflows,
    }),
    ...['saves', 'deliveries'].map((role) =>
      Worker.create({
        ...activitiesOnly,
        taskQueue: `${taskQueue}-${role}`,
        shutdownGraceTime: '1s',
        shutdownForceTime: '60s',
      }),
    ),
  ]);
  const running = workers.map((worker) => worker.run());
  return {
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(running);
    },
  };
}
