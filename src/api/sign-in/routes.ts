/** Signing in and out, and who is signed in. */

import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import {
  route,
  type Answer,
  type Call,
  type Caller,
  type Role,
  type Route,
} from '../http/route.ts';
import { me, signInBody } from './schemas.ts';
import { startSignIn } from './begin.ts';
import { cookieValue, setCookie } from '../callers/cookie.ts';
import { userCaller } from '../callers/cookie-caller.ts';
import { crossOrigin, originOf } from '../callers/same-origin.ts';
import { requireSignIn } from '../callers/sign-in-settings.ts';
import { endSignIn } from '../../store/people/sign-ins.ts';
import { passwordCheck } from './with-password.ts';
import { findUser } from '../../store/people/users.ts';
import type { z } from '../http/zod.ts';

const EVERYBODY: readonly Role[] = ['integration', 'agent', 'supervisor', 'admin'];

function meJson({ id, name, role, agentId, channels }: Caller, email: string | null): unknown {
  return { id, name, role, agentId, channels, email };
}

type SignInCall = Call<undefined, undefined, z.output<typeof signInBody>>;

function signingIn(dependencies: Dependencies): (call: SignInCall) => Promise<Answer> {
  const check = passwordCheck(dependencies);
  return async (call) => {
    const { body, headers, address } = call;
    const { secret } = requireSignIn(dependencies);
    if (originOf(headers, dependencies) === 'other') throw crossOrigin();
    const user = await check(secret, { ...body, address });
    const cookie = await startSignIn(dependencies, user, call, 'password');
    return {
      status: 200,
      headers: { 'Set-Cookie': cookie },
      body: meJson(userCaller(user), user.email),
    };
  };
}

async function signOut(
  dependencies: Dependencies,
  call: Call<unknown, unknown, unknown>,
): Promise<Answer> {
  const { models } = dependencies;
  const { headers } = call;
  const { secret, cookie } = requireSignIn(dependencies);
  if (originOf(headers, dependencies) === 'other') throw crossOrigin();
  const token = cookieValue(headers.cookie, cookie);
  const userId = token === null ? null : await endSignIn(models, secret, token);
  const user = userId === null ? null : await findUser(models, userId);
  if (user !== null) {
    await audit(dependencies, { ...call, caller: userCaller(user) }, 'user.signed_out');
  }
  return { status: 204, headers: { 'Set-Cookie': setCookie(cookie, '', 0) } };
}

const tag = 'People';

/** How people come in and leave. */
export function signInRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/auth/sign-in',
      summary: 'Sign in',
      description: 'Sets the cookie that counts as a credential.',
      tag,
      roles: ['public'],
      body: signInBody,
      answers: {
        200: {
          description: 'Signed in',
          schema: me,
          headers: { 'Set-Cookie': 'The credential for the calls to come' },
        },
      },
      problems: ['sign_in_failed', 'cross_origin', 'sign_in_disabled', 'too_many_attempts'],
      handle: signingIn(dependencies),
    }),
    route({
      method: 'post',
      path: '/v1/auth/sign-out',
      summary: 'Sign out',
      tag,
      roles: ['public'],
      answers: { 204: { description: 'Signed out, now or before' } },
      problems: ['cross_origin', 'sign_in_disabled'],
      handle: (call) => signOut(dependencies, call),
    }),
    route({
      method: 'get',
      path: '/v1/auth/me',
      summary: 'Read who is calling',
      tag,
      roles: EVERYBODY,
      answers: { 200: { description: 'Who the cookie or key belongs to', schema: me } },
      problems: [],
      handle: async ({ caller }) => {
        const user = await findUser(dependencies.models, caller.id);
        return { status: 200, body: meJson(caller, user?.email ?? null) };
      },
    }),
  ];
}
