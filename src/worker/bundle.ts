/** The workflow code as one file: made once when the product is built, so that a worker starts in no time. */

import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Sources have the ending of this file: compiled ones next to the compiled worker. */
const ENDING = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** At the root of what is built, beside `src`. */
export const bundlePath = beside('../../workflow-bundle.cjs');

/**
 * Bundles the workflows with the payload converter, which runs beside them: nothing of it is needed elsewhere.
 *
 * @returns the code
 */
export async function bundleWorkflows(logger?: Logger): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: beside(`../workflows/index.${ENDING}`),
    payloadConverterPath: beside(`../workflows/payload-converter.${ENDING}`),
    ...(logger && { logger }),
  });
  return code;
}

/** What a worker is given: the file made by the build, or code bundled now where there is none. */
export async function workflowBundle(): Promise<{ codePath: string } | { code: string }> {
  if (existsSync(bundlePath)) return { codePath: bundlePath };
  return { code: await bundleWorkflows() };
}
