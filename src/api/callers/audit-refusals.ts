import type { ErrorRequestHandler, Request } from 'express';
import { audit } from './audit.ts';
import { callerOf } from './authorization.ts';
import { addressOf, networkOf } from '../http/client-address.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../http/problem.ts';
import { requestIdOf, templateOf } from '../http/request-log.ts';
import { TokenBuckets } from './token-bucket.ts';

/** Each caller, or network of callers without a credential, has twenty entries, then one in ten seconds. */
const EACH = { perSecond: 0.1, burst: 20 };
/** All of them together have about 17,000 entries a day: a million refusals must not fill the disk. */
const ALL = { perSecond: 0.2, burst: 200 };

/**
 * Leaves an entry for every refusal of a credential (401, 403), up to a rate; the next entry says how many were left
 * out. Passes the error on.
 */
export function auditRefusals(dependencies: Dependencies): ErrorRequestHandler {
  const each = new TokenBuckets(EACH);
  const all = new TokenBuckets(ALL);
  let leftOut = 0;
  return (error: unknown, request: Request, _response, next) => {
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) {
      const address = addressOf(request);
      const caller = callerOf(request);
      const who = caller.role === 'public' ? networkOf(address) : caller.id;
      const nowMs = dependencies.now();
      if (each.take(who, nowMs).allowed && all.take('all', nowMs).allowed) {
        const { code } = error;
        const { method } = request;
        const facts = { code, method, route: templateOf(request), leftOut };
        leftOut = 0;
        void audit(
          dependencies,
          { caller, address, requestId: requestIdOf(request) },
          'refused',
          facts,
        );
      } else {
        leftOut += 1;
      }
    }
    next(error);
  };
}
