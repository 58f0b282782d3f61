import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = process.cwd();
const cache = join(root, 'node_modules', '.cache', 'workflow-bundles');

const SOURCES = ['src/core', 'src/workflows'].map((folder) => join(root, folder));

/**
 * Today's workflow code as one file. Bundling takes seconds, so it is done once for each state of the sources.
 *
 * @param change an edit of the sources, for a test that wants other code than today's
 */
export async function workflowBundle(change: Change | null = null): Promise<{ codePath: string }> {
  const codePath = join(cache, `${digestOf(change)}.js`);
  if (!existsSync(codePath)) {
    const bundle = await bundleWorkflowCode({
      workflowsPath: join(root, 'src', 'workflows', 'index.ts'),
      payloadConverterPath: join(root, 'src', 'workflows', 'payload-converter.ts'),
      logger: new DefaultLogger('ERROR'),
    });
    const code = change ? edited(bundle.code, change) : bundle.code;
    await mkdir(cache, { recursive: true });
    // Test files run beside one another: none may read half a bundle.
    const made = join(cache, `${randomUUID()}.tmp`);
    await writeFile(made, code);
    await rename(made, codePath);
  }
  return { codePath };
}

export interface Change {
  replace: string;
  by: string;
}

function edited(code: string, { replace, by }: Change): string {
  if (!code.includes(replace)) throw new Error(`The workflow code does not contain ${replace}`);
  return code.replaceAll(replace, by);
}

function digestOf(change: Change | null): string {
  const hash = createHash('sha256').update(JSON.stringify(change));
  for (const folder of SOURCES) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.endsWith('.ts')).sort()) {
      hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
