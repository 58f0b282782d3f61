import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The key that the demo calls with: the given one, or the one that `npm start` made in its data folder.
 *
 * @throws Error with one sentence when there is neither
 */
export function adminKey(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['SESSIONKEEPER_ADMIN_KEY'];
  if (given !== undefined && given !== '') return given;
  const file = join(env['SESSIONKEEPER_DATA_DIR'] ?? '.sessionkeeper', 'admin.key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(
      `No admin key: set SESSIONKEEPER_ADMIN_KEY, or run "npm start" on this machine, which keeps one in ${file}.`,
    );
  }
}
