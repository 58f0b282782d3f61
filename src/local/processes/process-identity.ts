import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that got the same ID. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the kernel's own ticks; empty where the system does not say. */
  readonly born: string;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, born: birthOf(pid) };
}

/** True while that very process is there; one that has ended but was not yet collected is not. */
export function isRunning(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return birthOf(identity.pid) === identity.born;
}

/** Field 22 of Linux's /proc/PID/stat, counted after the name, which may hold anything in brackets. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
