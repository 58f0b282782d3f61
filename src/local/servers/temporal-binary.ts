import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder, cacheKey } from './cache-dir.ts';
import { projectRoot } from './project-root.ts';
import { sdkCachedServer, sdkDownload } from './sdk-download.ts';
import type { Search } from './server-search.ts';
import { StartError } from '../start-error.ts';
import { runTool } from './tool.ts';

const packageOfTheCli = 'github.com/temporalio/cli/cmd/temporal';

/**
 * An executable Temporal CLI, whose `server start-dev` is the embedded server: on PATH, in the SDK's
 * cache, built before, downloaded by the SDK, or built now from the source pinned in tools/temporal.
 *
 * @throws StartError naming the ways to get one
 */
export async function findTemporal(search: Search): Promise<string> {
  const { cacheDir } = search;
  if (await recentEnough('temporal', search)) return 'temporal';
  const cached = sdkCachedServer('dev-server', cacheDir);
  if (cached !== null && (await recentEnough(cached, search))) return cached;
  const built = join(cacheDir, buildName(), 'temporal');
  if (existsSync(built)) return built;
  return (await sdkDownload('dev-server', search)) ?? (await buildTemporal(search));
}

/** The session workflow needs what server 1.28 brought (user metadata, updates as they are now). */
async function recentEnough(command: string, search: Search): Promise<boolean> {
  const version = await runTool(command, ['--version'], { timeoutSeconds: 20 });
  if (!version.ok) return false;
  const [, major, minor] = /Server (\d+)\.(\d+)/.exec(version.output) ?? [];
  const recent = Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 28);
  if (!recent) search.progress.say(`${command} is older than server 1.28, so it is not used.`);
  return recent;
}

function sourceFolder(): string {
  return join(projectRoot(), 'tools', 'temporal');
}

function buildName(): string {
  const pinned = ['go.mod', 'go.sum'].map((file) =>
    readFileSync(join(sourceFolder(), file), 'utf8'),
  );
  return `temporal-${cacheKey(process.platform, process.arch, ...pinned)}`;
}

async function buildTemporal(search: Search): Promise<string> {
  const step = search.progress.step('Building the Temporal server from source, about two minutes');
  try {
    const folder = await cachedFolder(search.cacheDir, buildName(), async (into) => {
      await goBuild(into, search, (detail) => {
        step.note(detail);
      });
    });
    step.done('Built the Temporal server');
    return join(folder, 'temporal');
  } catch (error) {
    step.failed('The Temporal server could not be built');
    throw error;
  }
}

async function goBuild(
  into: string,
  search: Search,
  note: (detail: string) => void,
): Promise<void> {
  const go = (args: string[], onLine?: (line: string) => void) =>
    runTool('go', args, {
      cwd: sourceFolder(),
      // The SQLite in it is pure Go: without cgo no C compiler is needed.
      env: { CGO_ENABLED: '0' },
      cancelSignal: search.cancelSignal,
      ...(onLine === undefined ? {} : { onLine }),
    });
  note('fetching sources');
  const listed = await go(['list', '-deps', packageOfTheCli]);
  if (!listed.ok) throw noTemporal(listed.reason);
  const total = listed.output.split('\n').length;
  let compiled = 0;
  const built = await go(
    ['build', '-v', '-trimpath', '-ldflags=-s -w', '-o', join(into, 'temporal'), packageOfTheCli],
    () => {
      note(`compiled ${++compiled} of ${total} packages`);
    },
  );
  if (!built.ok) throw noTemporal(built.reason);
}

function noTemporal(reason: string): StartError {
  return new StartError(
    `No Temporal server could be had (${reason}): put the Temporal CLI ("temporal") on PATH, ` +
      'install Go 1.25 or newer so that it can be built, or set TEMPORAL_ADDRESS to a running one.',
  );
}
