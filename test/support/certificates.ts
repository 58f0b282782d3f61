/** An authority for the certificates of a test's servers, which nobody trusts but who is told to. */

import { isIP } from 'node:net';
import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

export interface Authority {
  /** Its own certificate: what one trusts who trusts it. */
  cert: string;
  /** A certificate for hosts: names and literal addresses. By default it is valid now. */
  issue(hosts: string[], validity?: Validity): Promise<Certificate>;
}

interface Validity {
  notBeforeDate?: Date;
  notAfterDate?: Date;
}

const HOW = { keyType: 'ec', algorithm: 'sha256' } as const;
const HOUR_MS = 3_600_000;

/** From an hour ago: a certificate of this very second is not valid yet for a clock that lags. */
const valid = (): Required<Validity> => ({
  notBeforeDate: new Date(Date.now() - HOUR_MS),
  notAfterDate: new Date(Date.now() + 24 * HOUR_MS),
});

/** Makes an authority with a key of its own. */
export async function authority(): Promise<Authority> {
  const own = await generate([{ name: 'commonName', value: 'An authority of the tests' }], {
    ...HOW,
    ...valid(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return {
    cert: own.cert,
    issue: (hosts, validity) =>
      certificate(hosts, { ...valid(), ...validity, ca: { key: own.private, cert: own.cert } }),
  };
}

/** A certificate that vouches for itself. */
export const selfSigned = (hosts: string[]): Promise<Certificate> => certificate(hosts, valid());

async function certificate(
  hosts: string[],
  options: Required<Validity> & { ca?: { key: string; cert: string } },
): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'A server of the tests' }], {
    ...HOW,
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) =>
          isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host },
        ),
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
