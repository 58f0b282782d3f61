/** The cookie that says who is signed in. */

export interface CookieKind {
  name: string;
  secure: boolean;
}

const NAME = 'sessionkeeper';

/** A name that browsers take over https only, from this host only, for all of it. */
const hostCookie = (name: string): CookieKind => ({ name: `__Host-${name}`, secure: true });

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/**
 * How cookies are set at an address: `__Host-` and Secure over https, a plain name over http on loopback.
 *
 * @param what of several cookies
 * @returns `null` over http elsewhere, where anybody on the way could read them
 */
export function cookieKind(publicUrl: string, what = ''): CookieKind | null {
  const { protocol, hostname } = new URL(publicUrl);
  const name = what === '' ? NAME : `${NAME}-${what}`;
  if (protocol === 'https:') return hostCookie(name);
  return isLoopback(hostname) ? { name, secure: false } : null;
}

/**
 * A `Set-Cookie` header.
 *
 * @param value letters, digits, `.`, `_` and `-`; empty with 0 seconds to remove the cookie
 */
export function setCookie(
  { name, secure }: CookieKind,
  value: string,
  maxAgeSeconds: number,
): string {
  const parts = [`${name}=${value}`, 'Path=/', `Max-Age=${String(maxAgeSeconds)}`];
  return [...parts, 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])].join('; ');
}

/** The value of a request's cookie; `null`: it has none, or the name twice. */
export function cookieValue(header: string | undefined, { name }: CookieKind): string | null {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 && values[0] !== '' ? (values[0] ?? null) : null;
}
