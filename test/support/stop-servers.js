import { rm } from 'node:fs/promises';

/** Stops what start-servers.js started, and removes its data. */
export default async function teardown() {
  await stopServers(globalThis.testServers);
}

/** @param {{ dataDir: string, running: { stop(): Promise<void> }[] }} servers */
export async function stopServers({ dataDir, running }) {
  await Promise.all(running.map((server) => server.stop()));
  await rm(dataDir, { recursive: true, force: true });
}
