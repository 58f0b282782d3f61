/** Finds the caller and checks its rights, before anything else of a request is read. */

import type { IncomingMessage } from 'node:http';
import type { Dependencies } from '../dependencies.ts';
import { keyBearer } from './key-bearer.ts';
import { Problem } from '../http/problem.ts';
import type { Caller, Route } from '../http/route.ts';
import { cookieCaller } from './cookie-caller.ts';

const NOBODY: Caller = {
  id: 'nobody',
  name: 'nobody',
  role: 'public',
  agentId: null,
  channels: null,
};

const callers = new WeakMap<IncomingMessage, Caller>();

/** The caller of a request, with or without the right; `null` without a valid credential. */
export function callerOf(request: IncomingMessage): Caller {
  return callers.get(request) ?? NOBODY;
}

/**
 * The caller of a route.
 *
 * @throws Problem `unauthenticated` without a valid credential, `forbidden` when its role may not call this,
 *   `unavailable` when the credential cannot be checked
 */
export async function authorize(
  dependencies: Dependencies,
  route: Route,
  request: IncomingMessage,
): Promise<Caller> {
  if (route.roles.includes('public')) return NOBODY;
  const caller = await authenticate(dependencies, request, { lately: route.lately ?? false });
  callers.set(request, caller);
  if (caller.role === 'admin' || route.roles.includes(caller.role)) return caller;
  throw new Problem('forbidden', `A credential with the role ${caller.role} may not do this.`);
}

/**
 * Who presents a credential, which each kind has a file of its own for.
 *
 * @param leniency whether a key verified within ten minutes will do while its store cannot be reached
 * @throws Problem `unauthenticated`, in the same words whatever is wrong with the credential; `unavailable` when it
 *   cannot be checked
 */
async function authenticate(
  dependencies: Dependencies,
  request: IncomingMessage,
  leniency: { lately: boolean },
): Promise<Caller> {
  const { authorization } = request.headers;
  const caller =
    authorization === undefined
      ? await cookieCaller(dependencies, request)
      : await keyBearer(dependencies, authorization, leniency);
  if (caller !== null) return caller;
  throw new Problem(
    'unauthenticated',
    'Send a valid key as "Authorization: Bearer sk_…", or sign in.',
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );
}
