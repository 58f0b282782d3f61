import { afterAll, beforeAll, jest } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributeTypes } from '../../../src/client/search-attributes.ts';
import type { Temporal } from '../../../src/client/temporal.ts';
import type { Chat } from './chat.ts';
import { eventually } from './eventually.ts';
import { clientOf, Stage } from './stage.ts';

/** A stage on which hours pass in milliseconds, and only when a test lets them. */
class SkippingStage extends Stage {
  private readonly environment: TestWorkflowEnvironment;

  constructor(temporal: Temporal, environment: TestWorkflowEnvironment) {
    super(temporal, environment.nativeConnection);
    this.environment = environment;
  }

  static async start(): Promise<SkippingStage> {
    const path = process.env['TEST_SERVER_PATH'];
    if (path === undefined)
      throw new Error('There is no time-skipping server: TEST_SERVER_PATH is not set');
    const server = { executable: { type: 'existing-path', path } } as const;
    // The SDK gives the server five seconds, which a busy machine may need for starting Java alone.
    const environment = await eventually('the time-skipping server is up', () =>
      TestWorkflowEnvironment.createTimeSkipping({ server }),
    );
    // It cannot list what it has, but takes new ones.
    await environment.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: searchAttributeTypes,
    });
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
    await eventually('what fell due is done', settled);
  }

  override async close(): Promise<void> {
    await this.stopWorkers();
    await this.temporal.close();
    await this.environment.teardown();
  }
}

/** A time-skipping server for the tests of one file, which run one after the other. */
export function skippingStage(): () => SkippingStage {
  jest.setTimeout(60_000);
  let stage: SkippingStage | undefined;
  beforeAll(async () => {
    stage = await SkippingStage.start();
    await stage.startWorkers();
  }, 60_000);
  afterAll(() => stage?.close());
  return () => stage!;
}
