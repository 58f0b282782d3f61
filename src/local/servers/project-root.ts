import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, found from here upwards: this file lies deeper once it is compiled. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json is not in any folder above this file');
    folder = parent;
  }
  return folder;
}

/**
 * The compiled script of a source file, for `node` to run as a process of its own.
 *
 * @param source path under the project root, such as `src/local/servers/mongo-host.ts`
 */
export function compiledScript(source: string): string {
  const script = join(projectRoot(), 'dist', source.replace(/\.ts$/, '.js'));
  if (!existsSync(script)) throw new Error(`${script} is missing: run "npm run build" first`);
  return script;
}
