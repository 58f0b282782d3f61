import { existsSync, readFileSync } from 'node:fs';
import { RETRY_LIMITS } from './retry-limits.js';

/**
 * Prints how much was repeated, and `N passed, N failed, N skipped` as the last line of a run, for
 * whoever reads the output by program. A test file that cannot be run counts as one failure, and so
 * does a kind of repetition that happened more often than it may: the run fails then.
 */
export default class CountReporter {
  /** @type {string[]} */
  #excesses = [];

  /**
   * @param {unknown} _contexts
   * @param {Record<string, number>} results Jest's own counts
   */
  onRunComplete(_contexts, results) {
    const retries = countRetries(process.env.TEST_RETRIES_FILE);
    this.#excesses = excessesOf(retries);
    const failed =
      results.numFailedTests + results.numRuntimeErrorTestSuites + this.#excesses.length;
    const skipped = results.numPendingTests + results.numTodoTests;
    const lines = [
      retriesLine(retries),
      ...this.#excesses,
      `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`,
    ];
    // Global teardown comes after the reporters, and may have something to say.
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }

  /** Jest fails a run whose reporter has an error. */
  getLastError() {
    if (this.#excesses.length > 0) return new Error(this.#excesses.join('\n'));
  }
}

/**
 * @param {string | undefined} file a kind of repetition in each line; none where no servers were started
 * @returns {Map<string, number>}
 */
function countRetries(file) {
  const counts = new Map();
  if (file === undefined || !existsSync(file)) return counts;
  for (const kind of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** @param {Map<string, number>} retries */
function excessesOf(retries) {
  return [...retries]
    .filter(([kind, count]) => count > limitOf(kind))
    .map(([kind, count]) => `Too many retries, ${kind}: ${count} of at most ${limitOf(kind)}`);
}

/** @param {Map<string, number>} retries */
function retriesLine(retries) {
  const total = [...retries.values()].reduce((sum, count) => sum + count, 0);
  const each = [...retries].map(([kind, count]) => `${kind}: ${count} of at most ${limitOf(kind)}`);
  return `retries: ${total}${each.length === 0 ? '' : ` (${each.join('; ')})`}`;
}

/** @param {string} kind one without a limit may not happen at all */
const limitOf = (kind) => RETRY_LIMITS[kind] ?? 0;
