/** Requests are counted here, as soon as their caller is known. */

import type { ErrorRequestHandler, Request, Response } from 'express';
import { authorize, callerOf } from './authorization.ts';
import { addressOf } from '../http/client-address.ts';
import type { Dependencies } from '../dependencies.ts';
import { bearsKnownKey } from './key-bearer.ts';
import { Problem } from '../http/problem.ts';
import type { Route } from '../http/route.ts';

function count(
  { rates }: Dependencies,
  response: Response,
  kind: 'key' | 'address',
  whose: string,
): void {
  for (const [name, value] of Object.entries(rates.count(kind, whose))) {
    response.setHeader(name, value);
  }
}

/**
 * Admits a caller who may call this route and has not called too often. A caller without a valid credential is counted
 * by address. An address that has used up its tries is refused until it has one again, unless it brings a key that was
 * verified before.
 *
 * @throws Problem `rate_limited`, and as `authorize`
 */
export async function admitAtRate(
  dependencies: Dependencies,
  route: Route,
  request: Request,
  response: Response,
): Promise<void> {
  const address = addressOf(request);
  if (route.roles.includes('public')) {
    count(dependencies, response, 'address', address);
    return;
  }
  const isSpent = dependencies.rates.isSpent('address', address);
  if (isSpent && !bearsKnownKey(dependencies, request)) {
    count(dependencies, response, 'address', address);
  }
  try {
    await authorize(dependencies, route, request);
  } catch (error) {
    if (error instanceof Problem && error.code === 'unauthenticated') {
      count(dependencies, response, 'address', address);
    } else if (error instanceof Problem && error.code === 'forbidden') {
      count(dependencies, response, 'key', callerOf(request).id);
    }
    throw error;
  }
  count(dependencies, response, 'key', callerOf(request).id);
}

/** Counts a request that ends in 404 more than once. Passes the error on. */
export function countMisses({ rates }: Dependencies): ErrorRequestHandler {
  return (error: unknown, request: Request, _response, next) => {
    if (error instanceof Problem && error.status === 404) {
      const caller = callerOf(request);
      if (caller.role === 'public') rates.countMiss('address', addressOf(request));
      else rates.countMiss('key', caller.id);
    }
    next(error);
  };
}
