/** Signing in at an OpenID provider: there and back. */

import { UnopenableError } from '../../store/sealing.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../http/problem.ts';
import { route, type Answer, type Call, type Route } from '../http/route.ts';
import { startSignIn } from './begin.ts';
import { cookieKind, cookieValue, setCookie, type CookieKind } from '../callers/cookie.ts';
import type { OpenIdProvider, OpenIdRequest } from './openid-provider.ts';
import { requireSignIn } from '../callers/sign-in-settings.ts';
import { findUserByEmail } from '../../store/people/users.ts';
import { z } from '../http/zod.ts';

/** For the way there and back. */
const REQUEST_SECONDS = 10 * 60;
const CALLBACK = '/v1/auth/oidc/callback';
const SEALED_FOR = 'the browser';

interface KeptRequest extends OpenIdRequest {
  endsAtMs: number;
}

interface Way {
  provider: OpenIdProvider;
  publicUrl: string;
  /** Keeps the request with the browser that made it, so that nobody comes back in another one's place. */
  cookie: CookieKind;
}

/** @throws Problem `sign_in_disabled` */
function wayOf(dependencies: Dependencies): Way {
  const { publicUrl } = requireSignIn(dependencies);
  const cookie = cookieKind(publicUrl, 'oidc');
  const provider = dependencies.openIdProvider;
  if (provider !== null && cookie !== null) return { provider, publicUrl, cookie };
  throw new Problem('sign_in_disabled', 'There is no OpenID provider to sign in with here.');
}

async function leave(dependencies: Dependencies): Promise<Answer> {
  const { provider, publicUrl, cookie } = wayOf(dependencies);
  const { url, request } = await provider.begin(`${publicUrl}${CALLBACK}`);
  const kept: KeptRequest = { ...request, endsAtMs: dependencies.now() + REQUEST_SECONDS * 1000 };
  const sealed = dependencies.sealing.seal('OpenID request', SEALED_FOR, JSON.stringify(kept));
  const headers = { Location: url, 'Set-Cookie': setCookie(cookie, sealed, REQUEST_SECONDS) };
  return { status: 302, headers };
}

type Returned = Call<undefined, Record<string, unknown>, undefined>;

async function comeBack(dependencies: Dependencies, call: Returned): Promise<Answer> {
  const { query, headers } = call;
  const { provider, publicUrl, cookie } = wayOf(dependencies);
  const request = requestOf(dependencies, cookieValue(headers.cookie, cookie));
  const returned = new URL(`${publicUrl}${CALLBACK}`);
  returned.search = String(new URLSearchParams(query as Record<string, string>));
  const email = await provider.finish(returned, request);
  const user = await findUserByEmail(dependencies.models, email);
  if (user === null || user.disabled) throw refused();
  const begun = await startSignIn(dependencies, user, call, 'openid');
  return {
    status: 302,
    headers: { Location: '/', 'Set-Cookie': [begun, setCookie(cookie, '', 0)] },
  };
}

/** @throws Problem `sign_in_failed` when this browser made no request, or made it too long ago */
function requestOf({ sealing, now }: Dependencies, sealed: string | null): OpenIdRequest {
  if (sealed === null) throw refused();
  try {
    const kept = JSON.parse(sealing.open('OpenID request', SEALED_FOR, sealed)) as KeptRequest;
    if (kept.endsAtMs > now()) return kept;
  } catch (error) {
    if (!(error instanceof UnopenableError)) throw error;
  }
  throw refused();
}

const refused = (): Problem =>
  new Problem('sign_in_failed', 'The OpenID provider did not vouch for anybody known here.');

const tag = 'People';

/** For people whose passwords are kept elsewhere. */
export function openIdRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/auth/oidc',
      summary: 'Sign in at the OpenID provider',
      tag,
      roles: ['public'],
      answers: {
        302: { description: 'To the provider', headers: { Location: 'Where to sign in' } },
      },
      problems: ['sign_in_disabled'],
      handle: () => leave(dependencies),
    }),
    route({
      method: 'get',
      path: CALLBACK,
      summary: 'Come back from the OpenID provider',
      description: 'Signs in the user whose e-mail address the provider has verified.',
      tag,
      roles: ['public'],
      query: z.looseObject({
        code: z.string().optional(),
        state: z.string().optional(),
        error: z.string().optional(),
      }),
      answers: {
        302: {
          description: 'Signed in',
          headers: {
            Location: 'The console',
            'Set-Cookie': 'The credential for the calls to come',
          },
        },
      },
      problems: ['sign_in_failed', 'sign_in_disabled'],
      handle: (call) => comeBack(dependencies, call as unknown as Returned),
    }),
  ];
}
