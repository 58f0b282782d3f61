import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder, cacheKey, defaultCacheDir } from './cache-dir.ts';
import { silentProgress } from '../progress.ts';
import { projectRoot } from './project-root.ts';
import { sdkCachedServer, sdkDownload } from './sdk-download.ts';
import type { Search } from './server-search.ts';
import { StartError } from '../start-error.ts';
import { runTool } from './tool.ts';

/**
 * The time-skipping test server of Temporal, in which hours pass in milliseconds: for
 * `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`.
 *
 * @returns path of an executable
 * @throws StartError naming the ways to get one
 */
export async function findTestServer(options: Partial<Search> = {}): Promise<string> {
  const search: Search = { cacheDir: defaultCacheDir(), progress: silentProgress, ...options };
  const cached = sdkCachedServer('test-server', search.cacheDir);
  if (cached !== null) return cached;
  const pom = join(projectRoot(), 'tools', 'test-server', 'pom.xml');
  const name = `test-server-${cacheKey(readFileSync(pom, 'utf8'))}`;
  const folder = await cachedFolder(search.cacheDir, name, async (into) => {
    const downloaded = await sdkDownload('test-server', search);
    const command =
      downloaded === null ? await fetchWithMaven(pom, into, search) : `'${downloaded}'`;
    const script = join(into, 'test-server');
    await writeFile(script, `#!/bin/sh\nexec ${command} "$@"\n`);
    await chmod(script, 0o755);
  });
  return join(folder, 'test-server');
}

/** @returns the words of a shell command that starts it; the folder is found beside the script */
async function fetchWithMaven(pom: string, into: string, search: Search): Promise<string> {
  const step = search.progress.step('Fetching the time-skipping test server with Maven');
  const jars = join(into, 'jars');
  await mkdir(jars);
  const arguments_ = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
  const fetched = await runTool(
    'mvn',
    ['--batch-mode', '--quiet', '--file', pom, ...arguments_, `-DoutputDirectory=${jars}`],
    { cancelSignal: search.cancelSignal, timeoutSeconds: 600 },
  );
  const java = await runTool('java', ['-version'], { timeoutSeconds: 20 });
  const reason = fetched.ok ? (java.ok ? null : java.reason) : fetched.reason;
  if (reason !== null) {
    step.failed('The time-skipping test server could not be fetched');
    throw new StartError(
      `No time-skipping test server could be had (${reason}): install Java 17 or newer and Maven.`,
    );
  }
  step.done('Fetched the time-skipping test server');
  return 'java -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer';
}
