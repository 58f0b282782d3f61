/** The whole product as its users run it: `npm start` in a process of its own, with data of its own. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

export type Part = 'temporal' | 'mongodb' | 'worker' | 'api';

interface RunFile {
  processes: Partial<Record<Part, { pid: number; address?: string }>>;
}

export interface Product {
  readonly dataDir: string;
  /** Process ID of the supervisor, which Ctrl-C reaches. */
  readonly pid: number;
  /** Base URL of the API. */
  readonly api: string;
  readonly temporalAddress: string;
  readonly mongodbUri: string;
  /** Process ID of a part; `null` while it is being started again. */
  pidOf(part: Part): number | null;
  signal(part: Part, signal: NodeJS.Signals): number;
  /** What the product printed so far. */
  output(): string;
  /** The process IDs of all parts that run. */
  pids(): number[];
  /** Resolves once the supervisor has ended. */
  readonly ended: Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

interface Start {
  /** Data of an earlier start to go on with; without it a new folder. */
  dataDir?: string;
}

const STOP_PATIENCE_MS = 30_000;

/** Starts the product on free ports and waits until it is ready. Needs a build in `dist/`. */
export async function startProduct(
  env: NodeJS.ProcessEnv = {},
  { dataDir = mkdtempSync(join(tmpdir(), 'sessionkeeper-product-')) }: Start = {},
): Promise<Product> {
  const child = launch(dataDir, env);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const addressOf = (part: Part): string => readRunFile(dataDir).processes[part]?.address ?? '';
  const state = { gone: false };
  void ended.then(() => (state.gone = true));
  try {
    await until('the API is ready', async () => state.gone || isReady(addressOf('api')));
    if (state.gone) throw new Error('It ended while starting.');
  } catch (error) {
    child.kill('SIGTERM');
    throw new Error(`The product did not become ready:\n${printed}`, { cause: error });
  }
  const pidOf = (part: Part): number | null => readRunFile(dataDir).processes[part]?.pid ?? null;
  return {
    dataDir,
    pid: child.pid ?? 0,
    api: addressOf('api'),
    temporalAddress: addressOf('temporal'),
    mongodbUri: addressOf('mongodb'),
    pidOf,
    signal(part, signal) {
      const pid = pidOf(part);
      if (pid === null) throw new Error(`${part} does not run`);
      process.kill(pid, signal);
      return pid;
    },
    output: () => printed,
    pids: () => Object.values(readRunFile(dataDir).processes).map(({ pid }) => pid),
    ended,
    async stop() {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGTERM'), STOP_PATIENCE_MS);
      await ended;
      clearTimeout(impatience);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The product is started with it, so that a test has it before there is an answer. */
export const ADMIN_KEY = `sk_${'test'.repeat(8)}`;

/** One key brings everything that a test or a bench does. */
export const NO_LIMITS = Object.fromEntries(
  ['KEY', 'ADDRESS', 'CONVERSATION'].flatMap((kind) =>
    ['PER_SECOND', 'BURST'].map((what) => [`SESSIONKEEPER_RATE_${kind}_${what}`, '1000000']),
  ),
);

const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'XDG_CACHE_HOME', 'SESSIONKEEPER_CACHE_DIR'];

function launch(dataDir: string, env: NodeJS.ProcessEnv): ChildProcess {
  const inherited = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));
  return spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js', 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited,
      PORT: '0',
      SESSIONKEEPER_TEMPORAL_PORT: '0',
      SESSIONKEEPER_TEMPORAL_UI_PORT: '0',
      SESSIONKEEPER_MONGODB_PORT: '0',
      SESSIONKEEPER_DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      SESSIONKEEPER_ADMIN_KEY: ADMIN_KEY,
      ...NO_LIMITS,
      ...env,
    },
  });
}

function readRunFile(dataDir: string): RunFile {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')) as RunFile;
  } catch {
    return { processes: {} };
  }
}

async function isReady(api: string): Promise<boolean> {
  if (api === '') return false;
  try {
    return (await fetch(`${api}/readyz`)).ok;
  } catch {
    return false;
  }
}
