/** What signing in needs of the environment. */

import { cookieKind, type CookieKind } from './cookie.ts';
import { Problem } from '../problem.ts';

export interface SignInSettings {
  /** Key of the hashes under which sign-ins are kept: with another one everybody is signed out. */
  secret: string | null;
  /** The address that people use, without a slash at its end. */
  publicUrl: string;
}

interface Ready {
  secret: string;
  publicUrl: string;
  cookie: CookieKind;
}

/**
 * What is there to sign in with.
 *
 * @returns a sentence when something is missing
 */
export function signInReady({ secret, publicUrl }: SignInSettings): Ready | string {
  const cookie = cookieKind(publicUrl);
  if (secret === null) return 'Nobody can sign in here: SESSION_SECRET is not set.';
  if (cookie === null) {
    return 'Nobody can sign in here: PUBLIC_URL must begin with https://, or name this machine.';
  }
  return { secret, publicUrl, cookie };
}

/** @throws Problem `sign_in_disabled` */
export function requireSignIn(signIn: SignInSettings): Ready {
  const ready = signInReady(signIn);
  if (typeof ready === 'string') throw new Problem('sign_in_disabled', ready);
  return ready;
}
