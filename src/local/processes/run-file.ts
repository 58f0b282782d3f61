import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../progress.ts';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';

/** What `run.json` says of one process. */
export interface RunningProcess extends ProcessIdentity {
  /** Where it serves, if it does. */
  readonly address?: string;
  readonly uiUrl?: string;
}

export interface RunFile {
  /** Notes that a process runs, or with null that it does not at the moment. */
  set(name: string, process: { pid: number; address?: string; uiUrl?: string } | null): void;
  remove(): void;
}

interface Content {
  readonly startedAt: string;
  readonly supervisor: ProcessIdentity;
  readonly processes: Record<string, RunningProcess>;
}

/** `run.json` in the data folder: which processes there are and where, for as long as they run. */
export function createRunFile(dataDir: string): RunFile {
  const path = join(dataDir, 'run.json');
  const content: Content = {
    startedAt: new Date().toISOString(),
    supervisor: identityOf(process.pid),
    processes: {},
  };
  const write = (): void => {
    writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  };
  write();
  return {
    set(name, running) {
      if (running === null) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a record by name
        delete content.processes[name];
      } else {
        content.processes[name] = { ...identityOf(running.pid), ...running };
      }
      write();
    },
    remove: () => {
      rmSync(path, { force: true });
    },
  };
}

const patienceSeconds = 15;

/**
 * Waits for what a supervisor that was killed has left behind; its guard is ending it. What is still
 * there after a while is killed: nobody else may have the files open.
 */
export async function endLeftovers(dataDir: string, progress: Progress): Promise<void> {
  const path = join(dataDir, 'run.json');
  if (!existsSync(path)) return;
  const leftovers = Object.values(runningProcesses(dataDir)).filter(isRunning);
  if (leftovers.length > 0) {
    const step = progress.step('Waiting for the processes of the last run to end');
    const deadlineMs = Date.now() + patienceSeconds * 1000;
    while (leftovers.some(isRunning) && Date.now() < deadlineMs) await delay(100);
    for (const process_ of leftovers.filter(isRunning)) process.kill(process_.pid, 'SIGKILL');
    while (leftovers.some(isRunning)) await delay(50);
    step.done('The processes of the last run have ended');
  }
  rmSync(path, { force: true });
}

/** What `run.json` names, by part; nothing when there is none, or it cannot be read. */
export function runningProcesses(dataDir: string): Record<string, RunningProcess> {
  try {
    const content = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')) as Content;
    return content.processes;
  } catch {
    return {};
  }
}
