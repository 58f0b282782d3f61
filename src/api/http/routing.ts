import {
  Router,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { jsonBody, queryOf, readBody } from './body.ts';
import { addressOf } from './client-address.ts';
import type { Dependencies } from '../dependencies.ts';
import { once } from './idempotency.ts';
import { Problem } from './problem.ts';
import { requestIdOf } from './request-log.ts';
import type { Answer, Caller, Method, Route } from './route.ts';
import { parseWith } from './validation.ts';

/** Tells who calls, and refuses those who may not; `callers/` has it. */
export interface Doorkeeper {
  /** Lets a request in, before anything of it is read. */
  admitAtRate: (
    dependencies: Dependencies,
    route: Route,
    request: Request,
    response: Response,
  ) => Promise<void>;
  /** The caller by now, for answers that last longer than a right may. */
  authorize: (dependencies: Dependencies, route: Route, request: Request) => Promise<Caller>;
  /** The caller of a request that was let in. */
  callerOf: (request: Request) => Caller;
}

const METHODS: Record<Method, string> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

async function send(response: Response, answer: Answer): Promise<void> {
  response.status(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.stream && response.req.method !== 'HEAD') await answer.stream(response);
  else if (answer.body === undefined) response.end();
  else response.json(answer.body);
}

function admit(
  dependencies: Dependencies,
  route: Route,
  { admitAtRate }: Doorkeeper,
): RequestHandler {
  return async (request, response, next) => {
    await admitAtRate(dependencies, route, request, response);
    next();
  };
}

function answerBy(
  dependencies: Dependencies,
  route: Route,
  { authorize, callerOf }: Doorkeeper,
): RequestHandler {
  return async (request: Request, response: Response) => {
    const body: unknown = route.body ? parseWith(route.body, jsonBody(request)) : noBody(request);
    const call = {
      params: route.params && parseWith(route.params, request.params),
      query: readQuery(route, request),
      body,
      headers: request.headers,
      caller: callerOf(request),
      callerNow: () => authorize(dependencies, route, request),
      requestId: requestIdOf(request),
      address: addressOf(request),
      route: `${METHODS[route.method]} ${route.path}`,
    };
    await send(response, await once(dependencies, route, call));
  };
}

function readQuery(route: Route, request: Request): unknown {
  const query = queryOf(request);
  if (route.query) return parseWith(route.query, query);
  const errors = Object.keys(query).map((path) => ({
    path,
    code: 'unknown_field',
    message: 'This call takes no such parameter.',
  }));
  if (errors.length === 0) return undefined;
  throw new Problem('validation_failed', 'This call takes no such parameter.', { errors });
}

function noBody(request: Request): unknown {
  if (jsonBody(request) === undefined) return undefined;
  throw new Problem('validation_failed', 'This call takes no body.', {
    errors: [{ path: '', code: 'unknown_field', message: 'This call takes no body.' }],
  });
}

function refuseMethod(methods: readonly Method[]): RequestHandler {
  const allowed = methods.flatMap((method) =>
    method === 'get' ? ['GET', 'HEAD'] : METHODS[method],
  );
  const Allow = allowed.join(', ');
  return (request: Request, _response: Response, _next: NextFunction) => {
    throw new Problem('method_not_allowed', `${request.method} is not possible here.`, {
      headers: { Allow },
    });
  };
}

/** Puts the table into an Express router; what an address does not take answers 405 with `Allow`. */
export function routing(
  dependencies: Dependencies,
  routes: readonly Route[],
  doorkeeper: Doorkeeper,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const path of new Set(routes.map((route) => route.path))) {
    const entries = routes.filter((route) => route.path === path);
    const place = router.route(expressPath(path));
    for (const entry of entries) {
      place[entry.method](
        admit(dependencies, entry, doorkeeper),
        readBody(entry.bodyLimitBytes),
        answerBy(dependencies, entry, doorkeeper),
      );
    }
    place.all(refuseMethod(entries.map((entry) => entry.method)));
  }
  return router;
}
