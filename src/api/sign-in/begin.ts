import type { UserDocument } from '../../store/people/user-schema.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Call } from '../http/route.ts';
import { cookieValue, setCookie } from '../callers/cookie.ts';
import { userCaller } from '../callers/cookie-caller.ts';
import { requireSignIn } from '../callers/sign-in-settings.ts';
import { beginSignIn, endSignIn, LONGEST_SIGN_IN_SECONDS } from '../../store/people/sign-ins.ts';

/**
 * A new sign-in in place of the one that the browser had, so that nobody can have planted it there.
 *
 * @returns the `Set-Cookie` header
 */
export async function startSignIn(
  dependencies: Dependencies,
  user: UserDocument,
  call: Call<unknown, unknown, unknown>,
  how: 'password' | 'openid',
): Promise<string> {
  const { models, now } = dependencies;
  const { secret, cookie } = requireSignIn(dependencies);
  const old = cookieValue(call.headers.cookie, cookie);
  if (old !== null) await endSignIn(models, secret, old);
  const token = await beginSignIn(models, secret, user, now());
  await audit(dependencies, { ...call, caller: userCaller(user) }, 'user.signed_in', { how });
  return setCookie(cookie, token, LONGEST_SIGN_IN_SECONDS);
}
