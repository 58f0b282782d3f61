/** Who calls, and whether they may: asked before anything else of a request is read. */

import type { IncomingMessage } from 'node:http';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Dependencies } from './dependencies.ts';
import { Problem } from './problem.ts';
import type { Caller, Route } from './route.ts';

const NOBODY: Caller = {
  id: 'nobody',
  name: 'nobody',
  role: 'public',
  agentId: null,
  channels: null,
};

const ADMIN_KEY: Caller = {
  id: 'admin-key',
  name: 'the admin key',
  role: 'admin',
  agentId: null,
  channels: null,
};

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/**
 * The caller of a route.
 *
 * @throws Problem `unauthenticated` without a valid credential, `forbidden` when its role may not call this
 */
export async function authorize(
  dependencies: Dependencies,
  route: Route,
  request: IncomingMessage,
): Promise<Caller> {
  if (route.roles.includes('public')) return NOBODY;
  const caller = await callerOf(dependencies, request);
  if (caller.role === 'admin' || route.roles.includes(caller.role)) return caller;
  throw new Problem('forbidden', `A credential with the role ${caller.role} may not do this.`);
}

/** @throws Problem `unauthenticated`, in the same words whatever is wrong with the credential */
async function callerOf(dependencies: Dependencies, request: IncomingMessage): Promise<Caller> {
  const presented = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (presented === undefined) throw unauthenticated();
  if (isSame(presented, dependencies.adminKey)) return ADMIN_KEY;
  return Promise.reject(unauthenticated());
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** In a time that says nothing about where they differ. */
function isSame(presented: string, expected: string | null): boolean {
  return expected !== null && timingSafeEqual(digest(presented), digest(expected));
}

function unauthenticated(): Problem {
  return new Problem(
    'unauthenticated',
    'Send a valid key as "Authorization: Bearer sk_…", or sign in.',
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );
}
