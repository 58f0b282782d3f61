import type { IncomingMessage } from 'node:http';
import cors from 'cors';
import { Router } from 'express';

const CODEC = '/v1/codec';

/** Whether a page of the Temporal UI calls the codec endpoint: the one call that another origin's page may make. */
export function isTemporalUi(
  temporalUiUrl: string | null,
  { url, headers }: Pick<IncomingMessage, 'url' | 'headers'>,
): boolean {
  if (temporalUiUrl === null || url?.startsWith(`${CODEC}/`) !== true) return false;
  return headers.origin === new URL(temporalUiUrl).origin;
}

/**
 * Lets pages of the Temporal UI, and of nowhere else, call the codec endpoint from a browser, with the cookie of
 * whoever is signed in. Who may decode is decided by the credential, as everywhere.
 *
 * @param temporalUiUrl `null`: no page may
 */
export function allowTemporalUi(temporalUiUrl: string | null): Router {
  const router = Router();
  if (temporalUiUrl === null) return router;
  const { origin } = new URL(temporalUiUrl);
  const allow = cors({
    origin,
    credentials: true,
    methods: ['POST'],
    allowedHeaders: ['Content-Type', 'X-Namespace', 'Authorization', 'Authorization-Extras'],
    maxAge: 600,
  });
  router.use(CODEC, (request, response, next) => {
    if (request.headers.origin === origin) allow(request, response, next);
    else next();
  });
  return router;
}
