/** What lies in files that others write to, and take away, meanwhile. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LyingFile {
  path: string;
  bytes: Buffer;
}

/** Every file of a folder, at any depth, but for those that were gone before they were read. */
export function filesOf(folder: string): LyingFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = bytesOf(path);
      return bytes === null ? [] : [{ path, bytes }];
    });
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
