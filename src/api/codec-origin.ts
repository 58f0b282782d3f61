import cors from 'cors';
import { Router } from 'express';

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
  router.use('/v1/codec', (request, response, next) => {
    if (request.headers.origin === origin) allow(request, response, next);
    else next();
  });
  return router;
}
