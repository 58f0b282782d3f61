import { afterAll, beforeAll } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Temporal } from '../../../src/client/temporal.ts';
import type { Chat } from './chat.ts';
import { until } from '../../support/until.ts';
import { skippingServer } from './skipping-server.ts';
import { clientOf, Stage } from './stage.ts';

/** A stage on which hours pass in milliseconds, and only when a test lets them. */
class SkippingStage extends Stage {
  private readonly environment: TestWorkflowEnvironment;

  constructor(temporal: Temporal, environment: TestWorkflowEnvironment) {
    super(temporal, environment.nativeConnection);
    this.environment = environment;
  }

  static async start(): Promise<SkippingStage> {
    const environment = await skippingServer();
    return new SkippingStage(clientOf(environment.address), environment);
  }

  override readonly now = (): Promise<number> => this.environment.currentTimeMs();

  /** Lets time pass for everybody, then waits until the conversation has done what fell due. */
  async pass(seconds: number, chat: Chat): Promise<void> {
    await this.environment.sleep(seconds * 1000);
    const nowMs = await this.now();
    const settled = async (): Promise<boolean> => {
      if (!(await chat.isRunning())) return true;
      const { timers, outbox } = await chat.live();
      const isQuiet = Object.values(outbox).every((count) => count === 0);
      return isQuiet && timers.every(({ dueAtMs }) => dueAtMs > nowMs);
    };
    await until('what fell due is done', settled);
  }

  override async close(): Promise<void> {
    await this.stopWorkers();
    await this.temporal.close();
    await this.environment.teardown();
  }
}

/** A time-skipping server for the tests of one file, which run one after the other. */
export function skippingStage(): () => SkippingStage {
  let stage: SkippingStage | undefined;
  beforeAll(async () => {
    stage = await SkippingStage.start();
    await stage.startWorkers();
  });
  afterAll(() => stage?.close());
  return () => stage!;
}
