/**
 * Prints `N passed, N failed, N skipped` as the last line of a run, for whoever reads the output
 * by program. A test file that cannot be run counts as one failure.
 */
export default class CountReporter {
  /**
   * @param {unknown} _contexts
   * @param {Record<string, number>} results Jest's own counts
   */
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
    // Global teardown comes after the reporters, and may have something to say.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
}
