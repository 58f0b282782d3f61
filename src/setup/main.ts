import { setTimeout as delay } from 'node:timers/promises';
import { ensureFirstAdmin } from '../api/sign-in/first-admin.ts';
import { isCommonPassword } from '../api/sign-in/password.ts';
import { registerSearchAttributes } from '../client/search-attributes.ts';
import { ensureSchedules } from '../client/schedules.ts';
import { payloadCodec } from '../client/payload-codec.ts';
import { connectTemporal } from '../client/temporal.ts';
import { ensureDispatch } from '../client/webhooks.ts';
import type { Config } from '../config/config.ts';
import { StartError } from '../local/start-error.ts';
import { connectModels, modelsOf, syncIndexes } from '../store/connection.ts';

const patienceSeconds = 120;

/**
 * Prepares both servers for this release: search attributes and schedules in Temporal's namespace,
 * indexes in MongoDB, and a first user if one is configured. Doing so again changes nothing. Waits for servers that come up at the same time.
 *
 * @param say hears in a line each what was done
 * @returns whether the first user was made
 * @throws StartError when a server cannot be prepared within two minutes, or the first user's password may not be one
 */
export async function runSetup(
  config: Config,
  say: (line: string) => void,
): Promise<{ madeFirstAdmin: boolean }> {
  const { firstAdmin } = config;
  if (firstAdmin !== null && isCommonPassword(firstAdmin.password, firstAdmin.email)) {
    throw new StartError('SESSIONKEEPER_ADMIN_PASSWORD is too easily guessed: choose another one.');
  }
  let madeFirstAdmin = false;
  await patiently('Temporal', () => prepareTemporal(config), say);
  const mongo = async (): Promise<string> => {
    madeFirstAdmin = await prepareMongo(config);
    return madeFirstAdmin
      ? 'the indexes are as they should be, and there is a first admin'
      : 'the indexes are as they should be';
  };
  await patiently('MongoDB', mongo, say);
  return { madeFirstAdmin };
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

/** @returns whether the first user was made */
async function prepareMongo({ mongodbUri, firstAdmin }: Config): Promise<boolean> {
  const connection = await connectModels(mongodbUri);
  const models = modelsOf(connection);
  try {
    await syncIndexes(models);
    return firstAdmin !== null && (await ensureFirstAdmin(models, firstAdmin, Date.now()));
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
