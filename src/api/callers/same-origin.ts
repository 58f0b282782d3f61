/** Where a browser says a request comes from: a cookie travels with requests that other sites make, too. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../http/problem.ts';

/**
 * @returns `same` also of an origin whose pages may call the API; `unsaid` when there is neither header: no browser of the last years posts anything without
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function originOf(
  headers: IncomingHttpHeaders,
  { publicUrl, corsOrigins }: Pick<Dependencies, 'publicUrl' | 'corsOrigins'>,
): 'same' | 'other' | 'unsaid' {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return 'same';
  const { origin } = headers;
  if (origin === undefined) return site === undefined ? 'unsaid' : 'other';
  if (corsOrigins.includes(origin)) return 'same';
  const isOwn = site === undefined && isOwnOrigin(origin, headers.host, publicUrl());
  return isOwn ? 'same' : 'other';
}

/** The address that people use, or the one that this very request went to. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || from.host === host;
}

export function crossOrigin(): Problem {
  return new Problem(
    'cross_origin',
    'With a cookie only pages of this address, and of those listed, may change anything: the request must say so in Sec-Fetch-Site or Origin.',
  );
}
