import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './folder.ts';
import { StartError } from '../start-error.ts';

/** The per-user folder for what is downloaded or built: outside data and checkout, so both may be deleted. */
export function defaultCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const own = env['SESSIONKEEPER_CACHE_DIR'];
  if (own) return own;
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg) return join(xdg, 'sessionkeeper');
  const home = homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'sessionkeeper')
    : join(home, '.cache', 'sessionkeeper');
}

/** A short key that changes whenever one of the parts does. */
export function cacheKey(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

/**
 * A folder of the cache, made once. It appears under its name only when it is whole, so a build that
 * was interrupted is never mistaken for a finished one, and two at the same time do no harm.
 *
 * @param make fills the empty folder it is given
 * @returns the folder's path
 */
export async function cachedFolder(
  cacheDir: string,
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheDir, name);
  if (existsSync(folder)) return folder;
  const unfinished = cacheFolder(cacheDir, `.making-${name}-${randomBytes(6).toString('hex')}`);
  try {
    await make(unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/**
 * A folder in the cache, made where it is missing.
 *
 * @throws StartError when the cache cannot be written
 */
export function cacheFolder(cacheDir: string, name: string): string {
  const folder = join(cacheDir, name);
  try {
    makeFolder(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The cache folder ${cacheDir} cannot be written (${code}): set SESSIONKEEPER_CACHE_DIR to one that can.`,
    );
  }
  return folder;
}
