import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ReleaseChange {
  /** The system's release, such as `bookworm`. */
  readonly codename: string;
  /** The release wanted instead. */
  readonly next: string;
}

/**
 * Writes the system's own package sources, with another release's name, into a folder for
 * `Dir::Etc::sourceparts`. Only what serves the system's release itself is taken: sources of others
 * need not have that other release.
 */
export async function aptSourcesOf(change: ReleaseChange, folder: string): Promise<void> {
  for (const [index, file] of systemSourceFiles().entries()) {
    const text = readFileSync(file, 'utf8');
    const changed = file.endsWith('.sources')
      ? changedStanzas(text, change)
      : changedLines(text, change);
    const suffix = file.endsWith('.sources') ? 'sources' : 'list';
    if (changed !== '') await writeFile(join(folder, `${index}.${suffix}`), changed);
  }
}

function systemSourceFiles(): string[] {
  const parts = '/etc/apt/sources.list.d';
  const inParts = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
  return ['/etc/apt/sources.list', ...inParts].filter(
    (file) => existsSync(file) && /\.(list|sources)$/.test(file),
  );
}

/** deb822: paragraphs with a `Suites:` field. */
export function changedStanzas(text: string, change: ReleaseChange): string {
  return text
    .split(/\n\s*\n/)
    .filter((stanza) => {
      const suites = /^Suites:(.*)$/im.exec(stanza)?.[1]?.trim().split(/\s+/) ?? [];
      return suites.includes(change.codename);
    })
    .map((stanza) => stanza.replace(/^Suites:.*$/im, `Suites: ${change.next}`))
    .join('\n\n');
}

/** One line a source: `deb [options] address suite component...`. */
export function changedLines(text: string, change: ReleaseChange): string {
  return text
    .split('\n')
    .filter((line) => {
      const words = line
        .replace(/\[[^\]]*\]/, '')
        .trim()
        .split(/\s+/);
      return words[0] === 'deb' && words[2] === change.codename;
    })
    .map((line) => line.replace(new RegExp(`(\\s)${change.codename}(\\s)`), `$1${change.next}$2`))
    .join('\n');
}
