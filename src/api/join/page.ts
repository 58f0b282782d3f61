/** The page that a customer opens by a link: without a framework, and without a script or style of its own inside. */

import express, { Router } from 'express';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = join(dirname(fileURLToPath(import.meta.url)), 'page');

/** Content-Security-Policy: the page loads its own files, and nothing that any content could name. */
export const JOIN_PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

const pageOf = (bodyClass: string, body: string, script = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Chat</title>
<link rel="icon" href="/join-page/icon.svg">
<link rel="stylesheet" href="/join-page/join.css">
${script}</head>
<body${bodyClass}>
${body}
</body>
</html>
`;

/** The conversation; its script fills it in. */
export const CONVERSATION_PAGE = pageOf(
  '',
  `<header>
<h1>Chat</h1>
<p id="greeting">Loading …</p>
</header>
<main tabindex="0" aria-label="Conversation">
<div role="log" aria-live="polite" aria-label="Messages"><ol id="messages"></ol></div>
</main>
<p class="notice" id="notice" role="status"></p>
<noscript><p class="notice">This page needs JavaScript.</p></noscript>
<form aria-label="Write a message">
<label for="text">Your message</label>
<textarea id="text" rows="1" maxlength="16384" placeholder="Your message" enterkeyhint="send"></textarea>
<button>Send</button>
</form>`,
  '<script type="module" src="/join-page/join.js"></script>\n',
);

const overPage = (title: string, sentence: string): string =>
  pageOf(' class="over"', `<main>\n<h1>${title}</h1>\n<p>${sentence}</p>\n</main>`);

export const LINK_OVER_PAGE = overPage(
  'This link is no longer active',
  'It has expired or was withdrawn. Please ask for a new link where you got this one.',
);

export const NO_LINK_PAGE = overPage(
  'There is no such link',
  'Please check that you opened the whole address, or ask for a new link.',
);

/** The page's own files. */
export function joinPageFiles(): Router {
  const router = Router();
  router.use('/join-page', express.static(FILES, { index: false, redirect: false, maxAge: '1h' }));
  return router;
}
