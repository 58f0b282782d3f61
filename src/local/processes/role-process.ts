import { setTimeout as delay } from 'node:timers/promises';
import { compiledScript } from '../servers/project-root.ts';
import { lastWords, spawnServer, type ServerProcess } from './server-process.ts';
import { StartError } from '../start-error.ts';

export type Role = 'api' | 'worker' | 'setup';

/** What a role's process tells the one that started it, once it serves. */
export interface RoleReady {
  readonly type: 'ready';
  /** Where it listens, for the API. */
  readonly address: string | null;
}

/** What setup tells the one that started it, at its end. */
interface SetupDone {
  readonly type: 'prepared';
  readonly madeFirstAdmin: boolean;
}

export interface RoleOptions {
  readonly role: Role;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly cancelSignal: AbortSignal;
}

const readySeconds = 60;

/** How long each may take to finish what it is doing when it is asked to end. */
const graceSeconds = { api: 15, worker: 30, setup: 5 } as const;

/**
 * Starts the API or the worker as a process of its own and waits until it says that it serves.
 *
 * @throws StartError with its last words when it ends before that
 */
export async function startRole(
  options: RoleOptions & { role: 'api' | 'worker' },
): Promise<ServerProcess & { address: string | null }> {
  const server = await spawnRole(options);
  const giveUp = new AbortController();
  const late = delay(readySeconds * 1000, null, {
    signal: AbortSignal.any([giveUp.signal, options.cancelSignal]),
  });
  const message = (await Promise.race([
    server.firstMessage,
    late.catch(() => null),
  ])) as RoleReady | null;
  giveUp.abort();
  if (message?.type === 'ready') return { ...server, address: message.address };
  await server.stop();
  throw failed(options, await server.exited);
}

/**
 * Prepares Temporal and MongoDB: runs once, to its end.
 *
 * @returns whether it made the first user
 */
export async function runSetup(
  options: Omit<RoleOptions, 'role'>,
): Promise<{ madeFirstAdmin: boolean }> {
  const server = await spawnRole({ ...options, role: 'setup' });
  const callOff = (): void => void server.stop();
  options.cancelSignal.addEventListener('abort', callOff);
  const how = await server.exited;
  options.cancelSignal.removeEventListener('abort', callOff);
  if (how !== 'exit code 0') throw failed({ ...options, role: 'setup' }, how);
  const prepared = (await server.firstMessage) as SetupDone | null;
  return { madeFirstAdmin: prepared?.madeFirstAdmin ?? false };
}

function spawnRole(options: RoleOptions): Promise<ServerProcess> {
  return spawnServer({
    command: process.execPath,
    args: ['--enable-source-maps', compiledScript('src/main.ts'), options.role],
    env: options.env,
    logFile: options.logFile,
    channel: true,
    graceSeconds: graceSeconds[options.role],
  });
}

function failed(options: RoleOptions, how: string): StartError {
  const names = { api: 'The API', worker: 'The worker', setup: 'Setting up the servers' } as const;
  return new StartError(
    `${names[options.role]} failed (${how}), its log is ${options.logFile}: ${lastWords(options.logFile)}`,
  );
}
