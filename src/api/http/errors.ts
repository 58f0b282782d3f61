import type { ErrorRequestHandler, RequestHandler } from 'express';
import { types } from 'node:util';
import type { Logger } from 'pino';
import { Unavailable } from '../../client/unavailable.ts';
import { databaseIsAway } from '../../store/in-time.ts';
import { InvalidCursor } from '../../store/page.ts';
import { StoreUnavailable } from '../../store/unavailable.ts';
import { requestIdOf } from './request-log.ts';
import { fieldProblem, notFound, Problem, problemBody, unavailable } from './problem.ts';

/** Answers requests that no route took. */
export const nothingHere: RequestHandler = () => {
  throw notFound('address');
};

/**
 * Answers every failure as `application/problem+json`. An unexpected one is logged with its place in the code and
 * answered without.
 */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    const requestId = requestIdOf(request);
    if (problem.status >= 500) {
      log[problem.code === 'unavailable' ? 'warn' : 'error'](
        { error: factsOf(problem.cause ?? error), requestId },
        problem.message,
      );
    }
    response.status(problem.status);
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
    response.type('application/problem+json').send(JSON.stringify(problemBody(problem, requestId)));
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Unavailable) {
    return unavailable(error.message, error.retryAfterSeconds, error);
  }
  if (error instanceof InvalidCursor) {
    return fieldProblem('cursor', 'invalid_cursor', error.message);
  }
  if (error instanceof StoreUnavailable) return unavailable(error.message, 2, error);
  if (databaseIsAway(error)) {
    return unavailable('The database cannot be reached, or gave no answer in time.', 2, error);
  }
  // Express's own: a path whose percent-encoding cannot be read.
  if (error instanceof URIError || statusOf(error) === 400) {
    return new Problem('malformed_request', 'The address cannot be decoded.', { cause: error });
  }
  return new Problem(
    'internal_error',
    'Something unexpected happened; the request ID finds it in the log.',
    {
      cause: error,
    },
  );
}

/** Where it happened, without the error's own words, which may quote what a customer wrote. */
function factsOf(error: unknown): object {
  if (!types.isNativeError(error)) return { name: typeof error };
  const at = error.stack?.split('\n').filter((line) => /^ +at /.test(line));
  return { name: error.name, code: (error as NodeJS.ErrnoException).code, at };
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error
    ? error.status
    : undefined;
}
