/** Copies the files of the pages beside the build: those of the API's page, so that production needs no package, and ours. */

import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const api = join('src', 'api');
const root = join(import.meta.dirname, '..');
const to = join(root, 'dist', api, 'openapi', 'swagger-ui');

mkdirSync(to, { recursive: true });
for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'LICENSE']) {
  copyFileSync(join(from, file), join(to, file));
}

const page = join(api, 'join', 'page');
cpSync(join(root, page), join(root, 'dist', page), { recursive: true });
