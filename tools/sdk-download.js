/**
 * Lets the Temporal SDK download one of its servers: `node tools/sdk-download.js <server> <folder>`,
 * server being `dev-server` or `test-server`. A process of its own, so that it can be given up on.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , server, downloadDir] = process.argv;
const options = {
  server: { executable: { type: 'cached-download', downloadDir, ttl: '365 days' } },
};
const environment =
  server === 'dev-server'
    ? await TestWorkflowEnvironment.createLocal(options)
    : await TestWorkflowEnvironment.createTimeSkipping(options);
await environment.teardown();
