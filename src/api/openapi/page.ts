import express, { Router } from 'express';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sessionkeeper API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** A file of its own: the content security policy runs no script from a page. */
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  validatorUrl: null,
});
`;

/** The folder with the page's files: copied beside the build, or the package while developing; `null` when neither. */
function filesFolder(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  const copied = join(here, 'swagger-ui');
  if (existsSync(join(copied, 'swagger-ui.css'))) return copied;
  try {
    return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  } catch {
    return null;
  }
}

/** The page that shows the OpenAPI document, with all of its files from here. */
export function apiPage(): Router {
  const router = Router();
  const folder = filesFolder();
  if (folder === null) return router;
  router.get('/docs', (_request, response) => {
    response.type('html').send(PAGE);
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('js').send(START);
  });
  const files = express.static(folder, { index: false, redirect: false, maxAge: '1h' });
  router.use('/docs', (request, response, next) => {
    if (FILES.includes(request.path.slice(1))) files(request, response, next);
    else next();
  });
  return router;
}
