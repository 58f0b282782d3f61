/** A stage for one test file: a server, workers on a task queue of its own, and a world they act on. */

import { NativeConnection } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { conversationId } from '../../../src/client/identity.ts';
import { connectTemporal, type Temporal } from '../../../src/client/temporal.ts';
import { Chat } from './chat.ts';
import { startWorkers, type Workers, type WorkerSetup } from './workers.ts';
import { World } from './world.ts';

export class Stage {
  readonly world = new World();
  readonly temporal: Temporal;
  readonly connection: NativeConnection;
  private workers: Workers | null = null;

  constructor(temporal: Temporal, connection: NativeConnection) {
    this.temporal = temporal;
    this.connection = connection;
  }

  static async open(address: string): Promise<Stage> {
    return new Stage(clientOf(address), await NativeConnection.connect({ address }));
  }

  async startWorkers(
    options: Partial<Pick<WorkerSetup, 'activities' | 'maxCachedWorkflows' | 'codec'>> = {},
  ): Promise<void> {
    const { connection, world } = this;
    const { taskQueue } = this.temporal;
    this.workers = await startWorkers({
      connection,
      taskQueue,
      activities: world.activities(),
      ...options,
    });
  }

  async stopWorkers(): Promise<void> {
    await this.workers?.stop();
    this.workers = null;
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.connection.close();
    await this.temporal.close();
  }

  /** A conversation nobody has had yet. */
  chat(): Chat {
    return new Chat(this.temporal, conversationId('test', 'web', randomUUID()), this.now);
  }

  readonly now: () => Promise<number> = () => Promise.resolve(Date.now());
}

/** A server that has just begun, on a busy machine, may take longer than callers are held. */
export const PATIENCE_MS = 30_000;

/** A queue of its own for every stage, so that files do not meet on the server they share. */
export function clientOf(address: string): Temporal {
  return connectTemporal({
    connectionOptions: { address },
    namespace: 'default',
    identity: 'tests',
    taskQueue: `test-${randomUUID()}`,
    callLimitMs: PATIENCE_MS,
  });
}
