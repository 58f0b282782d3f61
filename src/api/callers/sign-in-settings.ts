/** Settings of the environment that signing in needs. */

import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../http/problem.ts';
import { cookieKind, type CookieKind } from './cookie.ts';

interface Ready {
  /** Key of the hashes under which sign-ins are kept. */
  secret: string;
  publicUrl: string;
  cookie: CookieKind;
}

/**
 * What is there to sign in with.
 *
 * @returns a sentence when something is missing
 */
export function signInReady({
  sessionSecret: secret,
  publicUrl: url,
}: Pick<Dependencies, 'sessionSecret' | 'publicUrl'>): Ready | string {
  const publicUrl = url();
  const cookie = cookieKind(publicUrl);
  if (secret === null) return 'Nobody can sign in here: SESSION_SECRET is not set.';
  if (cookie === null) {
    return 'Nobody can sign in here: PUBLIC_URL must begin with https://, or name this machine.';
  }
  return { secret, publicUrl, cookie };
}

/** @throws Problem `sign_in_disabled` */
export function requireSignIn(dependencies: Dependencies): Ready {
  const ready = signInReady(dependencies);
  if (typeof ready === 'string') throw new Problem('sign_in_disabled', ready);
  return ready;
}
