import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './cache-dir.ts';
import { projectRoot } from './project-root.ts';
import type { Search } from './server-search.ts';
import { runTool } from './tool.ts';

export type SdkServer = 'dev-server' | 'test-server';

const filePrefix = { 'dev-server': 'temporal', 'test-server': 'temporal-test-server' } as const;

const downloads = 'sdk-downloads';

/** How long nothing may arrive: the host of the downloads cannot be reached from everywhere. */
const patienceSeconds = 15;

/** The server the Temporal SDK has downloaded before, for us or for another project; null if none. */
export function sdkCachedServer(server: SdkServer, cacheDir: string): string | null {
  const file = fileName(server);
  const places = [join(cacheDir, downloads, file), join(tmpdir(), file)];
  return places.find((path) => existsSync(path)) ?? null;
}

/** Lets the SDK download its server; null when it cannot, within seconds where its host is out of reach. */
export async function sdkDownload(server: SdkServer, search: Search): Promise<string | null> {
  const folder = cacheFolder(search.cacheDir, downloads);
  const partial = join(folder, `${fileName(server)}.downloading`);
  const step = search.progress.step(`Asking the Temporal SDK to download its ${server}`);
  const stalled = new AbortController();
  const watch = watchGrowth(partial, stalled, (megabytes) => {
    step.note(`${megabytes} MB`);
  });
  const outcome = await runTool(
    process.execPath,
    [join(projectRoot(), 'tools', 'sdk-download.js'), server, folder],
    {
      cancelSignal: AbortSignal.any([
        stalled.signal,
        ...(search.cancelSignal ? [search.cancelSignal] : []),
      ]),
    },
  );
  clearInterval(watch);
  await rm(partial, { force: true });
  const path = join(folder, fileName(server));
  if (outcome.ok && existsSync(path)) {
    step.done(`The Temporal SDK downloaded its ${server}`);
    return path;
  }
  step.failed(`The Temporal SDK could not download its ${server}; trying the next way`);
  return null;
}

/** Aborts when the partial file has not grown for a while (or never appeared). */
function watchGrowth(
  partial: string,
  stalled: AbortController,
  onGrowth: (megabytes: number) => void,
): NodeJS.Timeout {
  let bytes = 0;
  let grewAtMs = Date.now();
  return setInterval(() => {
    const size = statSync(partial, { throwIfNoEntry: false })?.size ?? 0;
    if (size > bytes) {
      bytes = size;
      grewAtMs = Date.now();
      onGrowth(Math.round(bytes / 1e6));
    } else if (Date.now() - grewAtMs > patienceSeconds * 1000) {
      stalled.abort();
    }
  }, 500);
}

function fileName(server: SdkServer): string {
  const require = createRequire(import.meta.url);
  const { version } = require('@temporalio/worker/package.json') as { version: string };
  return `${filePrefix[server]}-sdk-typescript-${version}`;
}
