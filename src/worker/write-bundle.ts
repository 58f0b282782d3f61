/** The last step of a build: writes the workflow bundles. */

import { DefaultLogger } from '@temporalio/worker';
import { writeFile } from 'node:fs/promises';
import { bundlePaths, bundleWorkflows, type BundleKind } from './bundle.ts';

for (const [kind, path] of Object.entries(bundlePaths)) {
  await writeFile(path, await bundleWorkflows(kind as BundleKind, new DefaultLogger('WARN')));
}
