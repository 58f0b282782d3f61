import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const ids = new WeakMap<IncomingMessage, string>();

/** The ID that an answer, its problem and its line in the log share. */
export function requestIdOf(request: IncomingMessage): string {
  let id = ids.get(request);
  if (id === undefined) {
    id = randomUUID();
    ids.set(request, id);
  }
  return id;
}

/** Where a request went, without what its address holds: names and tokens stay out of the log. */
export function templateOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : '-';
}

/** Gives each request an ID and, when it is answered, a line in the log: no body, no query, no address. */
export function logRequests(log: Logger): RequestHandler[] {
  const write = pinoHttp<Request>({
    logger: log,
    genReqId: requestIdOf,
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'answered',
    customSuccessObject: lineOf,
    customErrorObject: lineOf,
    wrapSerializers: false,
  });
  return [
    (request, response, next) => {
      response.setHeader('X-Request-Id', requestIdOf(request));
      write(request, response);
      next();
    },
  ];
}

function lineOf(request: Request, response: ServerResponse): object {
  return {
    requestId: requestIdOf(request),
    method: request.method,
    route: templateOf(request),
    status: response.statusCode,
  };
}
