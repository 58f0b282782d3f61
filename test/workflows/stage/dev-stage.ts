import { afterAll, beforeAll } from '@jest/globals';
import { Stage } from './stage.ts';

/** The dev server that all test files share, with workers of the file's own. */
export function devStage(): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const address = process.env['TEST_TEMPORAL_ADDRESS'];
    if (address === undefined) throw new Error('TEST_TEMPORAL_ADDRESS is not set');
    stage = await Stage.open(address);
    await stage.startWorkers();
  });
  afterAll(() => stage?.close());
  return () => stage!;
}
