import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aptSourcesOf } from './apt-sources.ts';
import { cachedFolder } from './cache-dir.ts';
import type { Search } from './server-search.ts';
import { runTool, type ToolResult } from './tool.ts';

/** The C library that the embedded MongoDB engine was built against. */
const neededMinor = 38;

/** A release whose libc6 is new enough, and whose packages the release before it can verify. */
const nextRelease: Partial<Record<string, string>> = {
  bullseye: 'trixie',
  bookworm: 'trixie',
  focal: 'noble',
  jammy: 'noble',
};

const architectures: Partial<Record<string, { triplet: string; loader: string }>> = {
  x64: { triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

export type LoaderPrefix =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/**
 * What to write before `node` so that it runs with a C library new enough for the engine: nothing
 * where the system's will do, otherwise the dynamic loader of the next Debian (or Ubuntu) release.
 */
export async function newerLibc(search: Search): Promise<LoaderPrefix> {
  if (process.platform !== 'linux') return { ok: true, words: [] };
  const version = systemGlibc();
  if (version === null) return { ok: false, reason: 'this system has no glibc' };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 2 || minor >= neededMinor) return { ok: true, words: [] };
  const architecture = architectures[process.arch];
  const codename = releaseCodename();
  const next = nextRelease[codename];
  if (architecture === undefined || next === undefined) {
    return {
      ok: false,
      reason: `it needs glibc 2.${neededMinor} or newer, and this system has ${version}`,
    };
  }
  const folder = join(search.cacheDir, `libc-${next}-${process.arch}`);
  const step = existsSync(folder)
    ? null
    : search.progress.step(
        `Fetching the C library of Debian or Ubuntu "${next}" for the embedded MongoDB`,
      );
  const got = await fetchLibc(search, { codename, next, triplet: architecture.triplet });
  if (got.ok) step?.done(`Fetched the C library of "${next}" for the embedded MongoDB`);
  else step?.failed(`The C library of "${next}" could not be fetched`);
  if (!got.ok) return { ok: false, reason: `fetching a newer C library failed: ${got.reason}` };
  const systemFolders = `/usr/lib/${architecture.triplet}:/lib/${architecture.triplet}`;
  return {
    ok: true,
    words: [join(folder, architecture.loader), '--library-path', `${folder}:${systemFolders}`],
  };
}

function systemGlibc(): string | null {
  const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return report.header.glibcVersionRuntime ?? null;
}

function releaseCodename(): string {
  if (!existsSync('/etc/os-release')) return '';
  return /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
}

class FetchFailed extends Error {}

async function fetchLibc(
  search: Search,
  release: { codename: string; next: string; triplet: string },
): Promise<ToolResult> {
  const name = `libc-${release.next}-${process.arch}`;
  try {
    const output = await cachedFolder(search.cacheDir, name, async (folder) => {
      const work = join(folder, 'work');
      await downloadLibc(work, release, search.cancelSignal);
      await cp(join(work, 'unpacked', 'usr', 'lib', release.triplet), folder, { recursive: true });
      await rm(work, { recursive: true });
    });
    return { ok: true, output };
  } catch (error) {
    if (error instanceof FetchFailed) return { ok: false, reason: error.message };
    throw error;
  }
}

/**
 * Downloads and unpacks libc6 with apt: state folders of its own, so that nothing of the system's is
 * touched and no root is needed; the system's keys, so that signatures are checked as always.
 */
async function downloadLibc(
  work: string,
  release: { codename: string; next: string },
  cancelSignal: AbortSignal | undefined,
): Promise<void> {
  for (const folder of ['sources', 'lists/partial', 'cache/archives/partial', 'unpacked']) {
    await mkdir(join(work, folder), { recursive: true });
  }
  await writeFile(join(work, 'status'), '');
  await aptSourcesOf(release, join(work, 'sources'));
  const options = aptOptions(work);
  const run = async (command: string, args: string[]): Promise<void> => {
    const result = await runTool(command, args, { cwd: work, timeoutSeconds: 180, cancelSignal });
    if (!result.ok) throw new FetchFailed(result.reason);
  };
  await run('apt-get', [...options, 'update']);
  await run('apt-get', [...options, 'download', 'libc6']);
  const file = readdirSync(work).find((entry) => entry.endsWith('.deb'));
  if (file === undefined) throw new FetchFailed('apt-get brought no libc6');
  await run('dpkg-deb', ['--extract', join(work, file), join(work, 'unpacked')]);
}

function aptOptions(work: string): string[] {
  const settings = {
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(work, 'sources'),
    'Dir::State': work,
    'Dir::State::lists': join(work, 'lists'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': join(work, 'cache'),
    'Debug::NoLocking': '1',
    // The unprivileged user apt switches to as root may not write here; signatures are what protects.
    'APT::Sandbox::User': '',
    'APT::Get::AllowUnauthenticated': 'false',
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::Languages': 'none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    'APT::Update::Post-Invoke': '',
    'APT::Update::Post-Invoke-Success': '',
  };
  return [
    '--quiet',
    ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
  ];
}
