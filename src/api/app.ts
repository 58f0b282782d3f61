import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { apiPage } from './openapi/page.ts';
import { allowTemporalUi } from './callers/codec-origin.ts';
import { auditRefusals } from './callers/audit-refusals.ts';
import { allowOrigins } from './http/cross-origin.ts';
import type { Dependencies } from './dependencies.ts';
import { answerErrors, nothingHere } from './http/errors.ts';
import { joinPageFiles } from './join/page.ts';
import { admitAtRate, countMisses } from './callers/admission.ts';
import { authorize, callerOf } from './callers/authorization.ts';
import { measureRequests } from './http/measure-requests.ts';
import { logRequests } from './http/request-log.ts';
import { routing } from './http/routing.ts';
import { routeTable } from './table.ts';

/** Nothing from elsewhere, nobody frames it; plain http on loopback must not be upgraded. */
const SECURITY = {
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      fontSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      upgradeInsecureRequests: null,
    },
  },
  frameguard: { action: 'deny' },
} as const;

/** The API as an Express application; it listens to nothing by itself. */
export function buildApp(dependencies: Dependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('case sensitive routing', true);
  app.set('trust proxy', [...dependencies.trustedProxies]);
  app.use(logRequests(dependencies.log));
  app.use(measureRequests(dependencies.meter));
  app.use(helmet(SECURITY));
  app.use(allowOrigins(dependencies.corsOrigins));
  app.use(compressed());
  app.use(apiPage());
  app.use(allowTemporalUi(dependencies.temporalUiUrl));
  app.use(joinPageFiles());
  app.use(routing(dependencies, routeTable(dependencies), { admitAtRate, authorize, callerOf }));
  app.use(nothingHere);
  app.use(countMisses(dependencies));
  app.use(auditRefusals(dependencies));
  app.use(answerErrors(dependencies.log));
  return app;
}

/** Only what is read can be large. */
function compressed(): RequestHandler {
  const compress = compression();
  return (request, response, next) => {
    if (request.method === 'GET') compress(request, response, next);
    else next();
  };
}
