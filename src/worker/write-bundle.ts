/** The last step of a build: writes the workflow bundle. */

import { DefaultLogger } from '@temporalio/worker';
import { writeFile } from 'node:fs/promises';
import { bundlePath, bundleWorkflows } from './bundle.ts';

await writeFile(bundlePath, await bundleWorkflows(new DefaultLogger('WARN')));
