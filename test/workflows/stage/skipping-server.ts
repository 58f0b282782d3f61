import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributeTypes } from '../../../src/client/search-attributes.ts';
import { until } from '../../support/until.ts';

/** A server on which time passes only when a test lets it, with our search attributes. */
export async function skippingServer(): Promise<TestWorkflowEnvironment> {
  const path = process.env['TEST_SERVER_PATH'];
  if (path === undefined)
    throw new Error('There is no time-skipping server: TEST_SERVER_PATH is not set');
  const server = { executable: { type: 'existing-path', path } } as const;
  // The SDK gives the server five seconds, which a busy machine may need for starting Java alone.
  const environment = await until('the time-skipping server is up', () =>
    TestWorkflowEnvironment.createTimeSkipping({ server }),
  );
  // It cannot list what it has, but takes new ones.
  await environment.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: searchAttributeTypes,
  });
  return environment;
}
