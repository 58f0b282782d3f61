/** The caller that a cookie names. */

import type { IncomingMessage } from 'node:http';
import type { UserDocument } from '../../store/people/user-schema.ts';
import { isTemporalUi } from './codec-origin.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../http/route.ts';
import { cookieValue } from './cookie.ts';
import { crossOrigin, originOf } from './same-origin.ts';
import { signInReady } from './sign-in-settings.ts';
import { signedInUser } from '../../store/people/sign-ins.ts';

/** The rights of a user, as a caller. */
export function userCaller({ _id, name, role, agentId }: UserDocument): Caller {
  return { id: _id, name, role, agentId, channels: null };
}

/**
 * Who is signed in with the cookie of a request. The user is read each time, so that a change of role, a new password
 * and a switch-off count at once.
 *
 * @returns `null` when there is no cookie, or it does not count any more
 * @throws Problem `cross_origin` when the request may change something and another site could have made it
 */
export async function cookieCaller(
  dependencies: Dependencies,
  request: IncomingMessage,
): Promise<Caller | null> {
  const { models, now, temporalUiUrl } = dependencies;
  const { method, headers } = request;
  const ready = signInReady(dependencies);
  if (typeof ready === 'string') return null;
  const token = cookieValue(headers.cookie, ready.cookie);
  if (token === null) return null;
  const reads = method === 'GET' || method === 'HEAD';
  const mayChange = reads || isTemporalUi(temporalUiUrl, request);
  if (!mayChange && originOf(headers, dependencies) !== 'same') throw crossOrigin();
  const user = await signedInUser(models, ready.secret, token, now());
  return user === null ? null : userCaller(user);
}
