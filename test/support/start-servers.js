import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopServers } from './stop-servers.js';

/**
 * Starts one Temporal and one MongoDB for all integration tests, on free ports and with data of their
 * own, and tells the test files by environment:
 *
 * - `TEST_TEMPORAL_ADDRESS`: host:port; namespace `default`, our search attributes registered
 * - `TEST_MONGODB_URI`: mongodb://host:port/?…, to be completed with a database of the file's own
 * - `TEST_SERVER_PATH`: the time-skipping test server, an executable that tests start themselves;
 *   unset when it cannot be had here
 * - `TEST_RETRIES_FILE`: where test files note what they repeated (retries.ts), for the reporter
 *
 * Jest loads this file as it is, so the servers come from the compiled sources.
 */
export default async function startServers() {
  const options = { progress: await progressLines() };
  const { startMongo } = await compiled('servers/mongo-server');
  const { startTemporal } = await compiled('servers/temporal-server');
  const dataDir = await mkdtemp(join(tmpdir(), 'sessionkeeper-test-'));
  const servers = { dataDir, running: [] };
  globalThis.testServers = servers;
  try {
    const started = await Promise.allSettled([
      startMongo({ ...options, dataDir: join(dataDir, 'mongodb') }),
      startTemporal({ ...options, dataDir: join(dataDir, 'temporal') }),
      testServerPath(options),
    ]);
    servers.running = started.slice(0, 2).flatMap(({ value }) => value ?? []);
    const failed = started.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    const [mongo, temporal, testServer] = started.map(({ value }) => value);
    process.env.TEST_RETRIES_FILE = join(dataDir, 'retries');
    process.env.TEST_MONGODB_URI = mongo.uriOf('');
    process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
    if (testServer !== null) process.env.TEST_SERVER_PATH = testServer;
  } catch (error) {
    await stopServers(servers);
    throw error;
  }
}

/** Only some tests need it, so its absence is theirs to report. */
async function testServerPath(options) {
  const { findTestServer } = await compiled('servers/test-server');
  return findTestServer(options).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    return null;
  });
}

/** Building a server for the first time takes minutes, which are not to pass in silence. */
async function progressLines() {
  const { lineProgress } = await compiled('progress');
  return lineProgress((line) => process.stderr.write(`${line}\n`));
}

async function compiled(name) {
  const file = new URL(`../../dist/src/local/${name}.js`, import.meta.url);
  return import(file.href).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error(`${file.pathname} is missing: run "npm run build" first`, { cause: error });
  });
}
