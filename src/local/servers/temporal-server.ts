import { join } from 'node:path';
import { temporalTrouble } from '../../client/health.ts';
import { searchAttributeFlags } from '../../client/search-attributes.ts';
import { connectTemporal } from '../../client/temporal.ts';
import { makeFolder } from './folder.ts';
import { defaultCacheDir } from './cache-dir.ts';
import { freePort } from '../ports.ts';
import { silentProgress, underway, type Progress } from '../progress.ts';
import { spawnServer, untilReady, type ServerProcess } from '../processes/server-process.ts';
import { findTemporal } from './temporal-binary.ts';

export interface TemporalOptions {
  /** The database file lies in here. */
  readonly dataDir: string;
  /** 0, the default, for any free port. */
  readonly port?: number;
  readonly uiPort?: number;
  readonly namespace?: string;
  /** Where the UI has payloads decrypted; absent: they are in clear. */
  readonly uiCodecEndpoint?: string | null;
  /** More `key=value` pairs for the server's dynamic configuration. */
  readonly dynamicConfig?: readonly string[];
  readonly logFile?: string;
  readonly cacheDir?: string;
  readonly progress?: Progress;
  readonly cancelSignal?: AbortSignal | undefined;
}

export interface LocalTemporal extends ServerProcess {
  /** host:port for clients and workers. */
  readonly address: string;
  readonly uiUrl: string;
  readonly namespace: string;
}

const host = '127.0.0.1';

/**
 * Starts Temporal's development server on loopback with its database in a file and our search
 * attributes, and waits until it serves them. Given the same folder and ports it goes on where it was.
 *
 * @throws StartError when no server can be had, a port is in use, or it does not come up
 */
export async function startTemporal(options: TemporalOptions): Promise<LocalTemporal> {
  const { dataDir, cacheDir = defaultCacheDir(), progress = silentProgress } = options;
  const { namespace = 'default', logFile = join(dataDir, 'temporal.log') } = options;
  const port = await freePort({
    what: 'Temporal',
    setting: 'SESSIONKEEPER_TEMPORAL_PORT',
    host,
    port: options.port ?? 0,
  });
  const uiPort = await freePort({
    what: "Temporal's UI",
    setting: 'SESSIONKEEPER_TEMPORAL_UI_PORT',
    host,
    port: options.uiPort ?? 0,
  });
  makeFolder(dataDir);
  const command = await findTemporal({ cacheDir, progress, cancelSignal: options.cancelSignal });
  const server = await spawnServer({
    command,
    args: startDevArguments({
      dataDir,
      port,
      uiPort,
      namespace,
      uiCodecEndpoint: options.uiCodecEndpoint ?? null,
      more: options.dynamicConfig ?? [],
    }),
    logFile,
  });
  const address = `${host}:${port}`;
  const at = { address, namespace, logFile, cancelSignal: options.cancelSignal };
  await underway(
    progress,
    { doing: 'Starting Temporal', done: 'Temporal runs' },
    serving(server, at),
  );
  return { ...server, address, uiUrl: `http://${host}:${uiPort}`, namespace };
}

function startDevArguments(start: {
  dataDir: string;
  port: number;
  uiPort: number;
  namespace: string;
  uiCodecEndpoint: string | null;
  more: readonly string[];
}): string[] {
  return [
    ...['server', 'start-dev', '--ip', host, '--log-level', 'warn'],
    // A profile in the user's own Temporal configuration is meant for clients, not for this server.
    ...['--disable-config-file', '--disable-config-env'],
    ...['--port', String(start.port), '--ui-port', String(start.uiPort)],
    ...['--db-filename', join(start.dataDir, 'temporal.db')],
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
    ...(start.namespace === 'default' ? [] : ['--namespace', start.namespace]),
    ...(start.uiCodecEndpoint === null ? [] : ['--ui-codec-endpoint', start.uiCodecEndpoint]),
    ...searchAttributeFlags.flatMap((flag) => ['--search-attribute', flag]),
    ...start.more.flatMap((pair) => ['--dynamic-config-value', pair]),
  ];
}

async function serving(
  server: ServerProcess,
  at: {
    address: string;
    namespace: string;
    logFile: string;
    cancelSignal: AbortSignal | undefined;
  },
): Promise<void> {
  const { address, namespace, logFile, cancelSignal } = at;
  const temporal = connectTemporal({
    connectionOptions: { address },
    namespace,
    taskQueue: 'none',
    callLimitMs: 2_000,
  });
  try {
    await untilReady(server, {
      what: 'The Temporal server',
      logFile,
      timeoutSeconds: 60,
      cancelSignal,
      probe: async () => (await temporalTrouble(temporal)) === null,
    });
  } finally {
    await temporal.close();
  }
}
