import { setTimeout as delay } from 'node:timers/promises';
import { registerSearchAttributes } from '../client/search-attributes.ts';
import { ensureSchedules } from '../client/schedules.ts';
import { payloadCodec } from '../client/payload-codec.ts';
import { connectTemporal } from '../client/temporal.ts';
import { ensureDispatch } from '../client/webhooks.ts';
import type { Config } from '../config.ts';
import { StartError } from '../local/start-error.ts';
import { connectModels, modelsOf, syncIndexes } from '../models/connection.ts';

const patienceSeconds = 120;

/**
 * Prepares both servers for this release: search attributes and schedules in Temporal's namespace,
 * indexes in MongoDB. Doing so again changes nothing. Waits for servers that come up at the same time.
 *
 * @param say hears in a line each what was done
 * @throws StartError when a server cannot be prepared within two minutes
 */
export async function runSetup(config: Config, say: (line: string) => void): Promise<void> {
  await patiently('Temporal', () => prepareTemporal(config), say);
  await patiently('MongoDB', () => prepareMongo(config), say);
}

async function prepareTemporal(config: Config): Promise<string> {
  const { temporal: connect, taskQueue } = config;
  const codec = payloadCodec(config.payloadKeys);
  const temporal = connectTemporal({ ...connect, taskQueue, codec });
  try {
    const added = await registerSearchAttributes(temporal.connection, connect.namespace);
    added.push(...(await ensureSchedules(temporal)), ...(await ensureDispatch(temporal)));
    return added.length === 0
      ? 'search attributes, schedules and dispatch were there'
      : `added ${added.join(', ')}`;
  } finally {
    await temporal.close();
  }
}

async function prepareMongo({ mongodbUri }: Config): Promise<string> {
  const connection = await connectModels(mongodbUri);
  try {
    await syncIndexes(modelsOf(connection));
    return 'the indexes are as they should be';
  } finally {
    await connection.close();
  }
}

async function patiently(
  what: string,
  work: () => Promise<string>,
  say: (line: string) => void,
): Promise<void> {
  const deadlineMs = Date.now() + patienceSeconds * 1000;
  for (;;) {
    try {
      say(`${what}: ${await work()}`);
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (Date.now() > deadlineMs) throw new StartError(`${what} could not be prepared: ${reason}`);
      say(`${what} is not ready, trying again: ${reason}`);
      await delay(2000);
    }
  }
}
