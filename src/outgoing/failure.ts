/** Failures on the way to somebody else's server, in words for the person who runs it. */

/** How far a connection came. */
export type Reached = 'nothing' | 'connected' | 'ready';

/** Nobody was connected to within the limit, or nothing was agreed on with who was. */
export class NotConnected extends Error {}

const NO_AUTHORITY =
  'The certificate leads to no authority that is trusted here, or one in between is not sent along';

/** Codes of Node.js and OpenSSL with their meaning; the code follows in brackets. */
const ENCRYPTION: Record<string, string> = {
  CERT_HAS_EXPIRED: 'The certificate has expired',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is not for the host of this address',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: NO_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: NO_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NO_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NO_AUTHORITY,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'The server wants a certificate of the sender',
};

/** An older Node.js has one code for whatever OpenSSL found, and OpenSSL's words in the message. */
const NO_TLS = /wrong.version.number|packet.length.too.long/i;

/** A sentence with codes of the system but none of its words, which quote addresses. */
export function sentenceOf(
  error: unknown,
  { reached, secure, timedOut }: { reached: Reached; secure: boolean; timedOut: boolean },
): string {
  if (error instanceof NotConnected) {
    return reached === 'connected'
      ? 'Connected, but the encryption was not agreed on in time.'
      : 'No connection in time.';
  }
  if (timedOut) return 'No answer in time.';
  const { code = 'unknown', message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'The connection was refused.';
  if (!secure || reached === 'nothing') return `The connection failed (${code}).`;
  const known = ENCRYPTION[code];
  if (known !== undefined) return `${known} (${code}).`;
  if (NO_TLS.test(`${code} ${message}`)) return 'The server does not speak TLS on this port.';
  return reached === 'ready'
    ? `The connection failed (${code}).`
    : `The encryption failed (${code}).`;
}
