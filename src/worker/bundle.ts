/** The workflow code as one file: made once when the product is built, so that a worker starts in no time. */

import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Sources have the ending of this file: compiled ones next to the compiled worker. */
const ENDING = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** At the root of what is built, beside `src`: for payloads in clear, and for encrypted ones. */
export const bundlePaths = {
  clear: beside('../../workflow-bundle.cjs'),
  encrypted: beside('../../workflow-bundle-encrypted.cjs'),
} as const;

export type BundleKind = keyof typeof bundlePaths;

/** Moves an error's words into a payload, which is then encrypted. */
export const failureConverterPath = beside(`../workflows/failure-converter.${ENDING}`);

/**
 * Bundles the workflows with the converters, which run beside them: nothing of it is needed elsewhere.
 *
 * @returns the code
 */
export async function bundleWorkflows(kind: BundleKind, logger?: Logger): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: beside(`../workflows/index.${ENDING}`),
    payloadConverterPath: beside(`../workflows/payload-converter.${ENDING}`),
    ...(kind === 'encrypted' && { failureConverterPath }),
    ...(logger && { logger }),
  });
  return code;
}

/** The worker's workflow code: the file made by the build, or a bundle made now where there is none. */
export async function workflowBundle(
  kind: BundleKind,
): Promise<{ codePath: string } | { code: string }> {
  const codePath = bundlePaths[kind];
  if (existsSync(codePath)) return { codePath };
  return { code: await bundleWorkflows(kind) };
}
