/**
 * Builds unless nothing has changed since the last build that this made: a start then takes seconds
 * less. Compares times of change, also those of folders, which tell of files that have gone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const folders = ['src', 'demo', 'bench'].filter((folder) => existsSync(join(root, folder)));

function changedAtMs() {
  const inside = folders.flatMap((folder) => [
    folder,
    ...readdirSync(join(root, folder), { recursive: true }).map((entry) => join(folder, entry)),
  ]);
  return Math.max(...[...files, ...inside].map((path) => statSync(join(root, path)).mtimeMs));
}

const builtAtMs = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (changedAtMs() >= builtAtMs) {
  const begun = new Date();
  console.log('Building ...');
  const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) process.exit(build.status ?? 1);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, '');
  // A file changed during the build is built the next time.
  utimesSync(stamp, begun, begun);
}
