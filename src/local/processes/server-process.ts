import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder } from '../servers/folder.ts';
import { guardProcess, unguardProcess } from './guard.ts';
import { StartError } from '../start-error.ts';

/** A running child: a server, the worker or the API. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when it has ended, however that came, to how: "SIGKILL", "exit code 1". */
  readonly exited: Promise<string>;
  /** The first message a Node child sends over its channel, or null when it ends before. */
  readonly firstMessage: Promise<unknown>;
  /** Asks it to end and waits until it has; after `graceSeconds` it is killed. */
  stop(): Promise<void>;
}

export interface ServerProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Output is appended here. */
  readonly logFile: string;
  /** Opens a message channel: for children that are Node scripts of ours. */
  readonly channel?: boolean;
  readonly graceSeconds?: number;
}

const logLimitBytes = 20 * 1024 * 1024;

/**
 * Starts a child in a process group of its own, so that Ctrl-C reaches only the supervisor, which
 * then stops everything in order. The guard ends it should the supervisor die without doing so.
 */
export async function spawnServer(options: ServerProcessOptions): Promise<ServerProcess> {
  const log = openLog(options.logFile);
  const child = spawn(options.command, options.args, {
    detached: true,
    env: options.env ?? process.env,
    stdio: ['ignore', log, log, ...(options.channel === true ? ['ipc' as const] : [])],
  });
  closeSync(log);
  try {
    await once(child, 'spawn');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(`${options.command} cannot be started (${code}).`);
  }
  const pid = child.pid ?? 0;
  guardProcess(pid);
  let ended = false;
  const exited = once(child, 'exit').then(([code, signal]) => {
    ended = true;
    unguardProcess(pid);
    return typeof signal === 'string' ? signal : `exit code ${String(code)}`;
  });
  const firstMessage = Promise.race([
    exited.then(() => null),
    ...(options.channel === true
      ? [once(child, 'message').then(([message]) => message as unknown)]
      : []),
  ]);
  return {
    pid,
    exited,
    firstMessage,
    async stop() {
      if (ended) return;
      child.kill('SIGTERM');
      const timer = new AbortController();
      const late = delay((options.graceSeconds ?? 10) * 1000, 'late', { signal: timer.signal });
      const outcome = await Promise.race([exited, late.catch(() => '')]);
      timer.abort();
      if (outcome === 'late') child.kill('SIGKILL');
      await exited;
    },
  };
}

function openLog(file: string): number {
  makeFolder(dirname(file));
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/** What a log said last, on one line, for the sentence that tells why a child did not come up. */
export function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return (lines.at(-1) ?? '').slice(0, 300);
}

export interface Readiness {
  /** The server as sentences name it. */
  readonly what: string;
  readonly logFile: string;
  readonly timeoutSeconds: number;
  /** True once it serves; throwing counts as not yet. */
  readonly probe: () => Promise<boolean>;
  /** Gives up waiting. */
  readonly cancelSignal?: AbortSignal | undefined;
}

/**
 * Waits until the server answers.
 *
 * @throws StartError when it ends before, or takes too long; it is stopped then
 */
export async function untilReady(server: ServerProcess, readiness: Readiness): Promise<void> {
  const { what, logFile, timeoutSeconds, probe } = readiness;
  const ended = { how: '' };
  void server.exited.then((how) => {
    ended.how = how;
  });
  const deadlineMs = Date.now() + timeoutSeconds * 1000;
  while (!(await probe().catch(() => false))) {
    if (ended.how !== '') {
      throw new StartError(`${what} ended while starting (${ended.how}): ${lastWords(logFile)}`);
    }
    if (readiness.cancelSignal?.aborted === true) {
      await server.stop();
      throw new StartError(`${what} was called off while starting.`);
    }
    if (Date.now() > deadlineMs) {
      await server.stop();
      throw new StartError(
        `${what} did not answer within ${timeoutSeconds} seconds; its log is ${logFile}.`,
      );
    }
    await delay(100);
  }
}
