import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './folder.ts';
import { identityOf, isRunning, type ProcessIdentity } from '../processes/process-identity.ts';
import { StartError } from '../start-error.ts';

const lockName = 'supervisor.lock';

/**
 * Makes the data folder this process's own, until `release`. Two servers on the same files would
 * ruin them.
 *
 * @throws StartError when it cannot be written, or another process has it
 */
export function claimDataFolder(dataDir: string): { release(): void } {
  const lock = join(dataDir, lockName);
  const draft = join(dataDir, `.${lockName}-${process.pid}`);
  writable(dataDir, () => {
    makeFolder(dataDir, 0o700);
    writeFileSync(draft, JSON.stringify(identityOf(process.pid)));
  });
  try {
    // A link appears whole or not at all, and only where nothing is: no moment for two to be first.
    while (!linked(draft, lock)) {
      const holder = holderOf(lock);
      if (holder !== null && isRunning(holder)) {
        throw new StartError(
          `Sessionkeeper already runs on ${dataDir} (process ${holder.pid}): stop that one, or set ` +
            'SESSIONKEEPER_DATA_DIR to another folder.',
        );
      }
      removeStale(lock, holder);
    }
  } finally {
    unlinkSync(draft);
  }
  return {
    release: () => {
      rmSync(lock, { force: true });
    },
  };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(lock: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** Takes the dead process's lock away, or puts it back if another start was faster and it is new. */
function removeStale(lock: string, holder: ProcessIdentity | null): void {
  const aside = `${lock}-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const taken = holderOf(aside);
  if (taken?.pid !== holder?.pid || taken?.born !== holder?.born) linked(aside, lock);
  rmSync(aside, { force: true });
}

function writable(dataDir: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${dataDir} cannot be written (${code}): set SESSIONKEEPER_DATA_DIR to one that can.`,
    );
  }
}

/**
 * The key that conversation IDs are made with: from the folder, made there the first time. It must
 * stay as long as the data: with another key the same customer would be another conversation.
 *
 * @returns path of the file that holds it, readable by its owner only
 */
export function conversationKeyFile(dataDir: string): string {
  return secretFile(dataDir, 'conversation.key', () => randomBytes(32).toString('base64url'));
}

/**
 * The first admin key: whoever can read the folder has its data anyway.
 *
 * @returns path of the file that holds it, readable by its owner only
 */
export function adminKeyFile(dataDir: string): string {
  return secretFile(dataDir, 'admin.key', () => `sk_${randomBytes(32).toString('base64url')}`);
}

/**
 * The secret of sign-ins, whose loss signs everybody out.
 *
 * @returns path of the file that holds it, readable by its owner only
 */
export function sessionSecretFile(dataDir: string): string {
  return secretFile(dataDir, 'session.key', () => randomBytes(32).toString('base64url'));
}

function secretFile(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  writable(dataDir, () => {
    try {
      writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
  return file;
}
