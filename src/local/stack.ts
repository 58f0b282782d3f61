import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { defaultCacheDir } from './servers/cache-dir.ts';
import { adminKeyFile, conversationKeyFile, sessionSecretFile } from './servers/data-folder.ts';
import { keepRunning, type KeptRunning } from './processes/keep-running.ts';
import { startMongo } from './servers/mongo-server.ts';
import { underway, type Progress } from './progress.ts';
import { roleEnvironment } from './processes/role-environment.ts';
import { runSetup, startRole } from './processes/role-process.ts';
import type { RunFile } from './processes/run-file.ts';
import type { ServerProcess } from './processes/server-process.ts';
import type { StartConfig } from './start-config.ts';
import { choosePorts, type StackPorts } from './servers/stack-ports.ts';
import { startTemporal } from './servers/temporal-server.ts';

export interface StackOptions {
  readonly config: StartConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly runFile: RunFile;
}

export interface StackAddresses {
  readonly api: string;
  readonly temporalUi: string | null;
  /** The first user, when this start made it; the password when it made that too. */
  readonly firstAdmin: { readonly email: string; readonly password: string | null } | null;
}

export interface Stack {
  /** @throws StartError, after which `stop` stops what did come up */
  start(): Promise<StackAddresses>;
  /** Calls a start off that is under way, then stops the API, the worker, Temporal, MongoDB. */
  stop(): Promise<void>;
}

type Part = 'temporal' | 'mongodb' | 'worker' | 'api';
type Address = { address?: string; uiUrl?: string };

const names = {
  temporal: 'the Temporal server',
  mongodb: 'MongoDB',
  worker: 'the worker',
  api: 'the API',
} as const;

const preparing = {
  doing: 'Preparing search attributes and indexes',
  done: 'Search attributes and indexes are there',
};
const startingRoles = { doing: 'Starting worker and API', done: 'Worker and API run' };

const stopOrder: readonly Part[] = ['api', 'worker', 'temporal', 'mongodb'];

/** The whole product on one machine: servers that are not given, worker and API, all kept running. */
export function createStack(options: StackOptions): Stack {
  const { runFile, progress } = options;
  const running = new Map<Part, KeptRunning<ServerProcess>>();
  const stopping = new AbortController();
  let starting: Promise<unknown> = Promise.resolve();

  const keep = async <T extends ServerProcess>(
    part: Part,
    launch: (cancelSignal: AbortSignal) => Promise<T>,
    addressOf: (process: T) => Address,
  ): Promise<T> => {
    const kept = await keepRunning<T>(
      {
        what: names[part],
        launch,
        onUp: (process) => {
          runFile.set(part, { pid: process.pid, ...addressOf(process) });
        },
        onDown: () => {
          runFile.set(part, null);
        },
        say: (notice) => {
          progress.say(notice);
        },
      },
      stopping.signal,
    );
    running.set(part, kept);
    return kept.first;
  };

  return {
    start() {
      const started = bringUp(options, keep, stopping);
      starting = started.catch(() => undefined);
      return started;
    },
    async stop() {
      stopping.abort();
      await starting;
      for (const part of stopOrder) {
        const kept = running.get(part);
        if (kept === undefined) continue;
        const step = progress.step(`Stopping ${names[part]}`);
        await kept.stop();
        step.done(`Stopped ${names[part]}`);
      }
      runFile.remove();
    },
  };
}

type Keep = <T extends ServerProcess>(
  part: Part,
  launch: (cancelSignal: AbortSignal) => Promise<T>,
  addressOf: (process: T) => Address,
) => Promise<T>;

async function bringUp(
  options: StackOptions,
  keep: Keep,
  stopping: AbortController,
): Promise<StackAddresses> {
  const { config, env, progress } = options;
  const ports = await choosePorts(config);
  const [temporal, mongo] = await bothOrNeither(
    config.temporalAddress === null ? embeddedTemporal(options, ports, keep) : null,
    config.mongodbUri === null ? embeddedMongo(options, ports, keep) : null,
    stopping,
  );
  const embedded = temporal !== null || mongo !== null;
  const roleEnv = roleEnvironment(env, {
    temporal,
    mongodbUri: mongo?.uri ?? null,
    apiPort: ports.api,
    conversationKeyFile:
      config.conversationKeyMissing && embedded ? conversationKeyFile(config.dataDir) : null,
    adminKeyFile: config.adminKeyMissing ? adminKeyFile(config.dataDir) : null,
    sessionSecretFile:
      config.sessionSecretMissing && embedded ? sessionSecretFile(config.dataDir) : null,
    temporalConfigFile: join(config.dataDir, 'temporal.toml'),
  });
  const password = config.adminPasswordMissing && mongo !== null ? newPassword() : null;
  const prepared = runSetup({
    env: password === null ? roleEnv : { ...roleEnv, SESSIONKEEPER_ADMIN_PASSWORD: password },
    logFile: logFile(config, 'setup'),
    cancelSignal: stopping.signal,
  });
  await underway(progress, preparing, prepared);
  const { madeFirstAdmin } = await prepared;
  const role = (name: 'worker' | 'api') =>
    keep(
      name,
      (cancelSignal) =>
        startRole({ role: name, env: roleEnv, logFile: logFile(config, name), cancelSignal }),
      ({ address }) => (address === null ? {} : { address }),
    );
  // The API last: once it answers, everything is there.
  const roles = role('worker').then(() => role('api'));
  await underway(progress, startingRoles, roles);
  const api = await roles;
  return {
    api: api.address ?? '',
    temporalUi: temporal?.uiUrl ?? config.temporalUiUrl,
    firstAdmin: madeFirstAdmin ? { email: config.adminEmail, password } : null,
  };
}

/** It is shown once and kept nowhere. */
const newPassword = (): string => randomBytes(18).toString('base64url');

function embeddedTemporal(options: StackOptions, ports: StackPorts, keep: Keep) {
  const { config, progress } = options;
  return keep(
    'temporal',
    (cancelSignal) =>
      startTemporal({
        dataDir: config.dataDir,
        cacheDir: config.cacheDir ?? defaultCacheDir(options.env),
        logFile: logFile(config, 'temporal'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        namespace: config.namespace,
        uiCodecEndpoint: config.encrypts
          ? `${config.publicUrl ?? `http://127.0.0.1:${ports.api}`}/v1/codec`
          : null,
        progress,
        cancelSignal,
      }),
    ({ address, uiUrl }) => ({ address, uiUrl }),
  );
}

function embeddedMongo(options: StackOptions, ports: StackPorts, keep: Keep) {
  const { config, progress } = options;
  return keep(
    'mongodb',
    (cancelSignal) =>
      startMongo({
        dataDir: config.dataDir,
        cacheDir: config.cacheDir ?? defaultCacheDir(options.env),
        logFile: logFile(config, 'mongodb'),
        port: ports.mongodb,
        progress,
        cancelSignal,
      }),
    ({ uri }) => ({ address: uri }),
  );
}

/** Waits for both; when one fails the other is called off, and the first failure is thrown. */
async function bothOrNeither<A, B>(
  one: Promise<A> | null,
  other: Promise<B> | null,
  stopping: AbortController,
): Promise<[A | null, B | null]> {
  try {
    return await Promise.all([one, other]);
  } catch (error) {
    stopping.abort();
    await Promise.allSettled([one, other]);
    throw error;
  }
}

function logFile(config: StartConfig, part: string): string {
  return join(config.dataDir, 'logs', `${part}.log`);
}
