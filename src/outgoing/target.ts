/** Looks up once where an address of the web leads: the addresses that are checked are those connected to. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import pTimeout from 'p-timeout';
import { isIn, isPublic, networks, type Address, type Networks } from './address.ts';

const PUBLIC_PORTS = [80, 443, 8443];
const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** The addresses of a host. */
export type Resolve = (host: string) => Promise<Address[]>;

export interface Target {
  url: URL;
  /** All that may be connected to, none other. */
  addresses: Address[];
}

/** The reason why nothing is sent there; `code` is one of a field, `message` a sentence. */
export interface Refusal {
  code:
    | 'invalid_format'
    | 'forbidden_scheme'
    | 'forbidden_credentials'
    | 'forbidden_port'
    | 'unresolvable_host'
    | 'private_address';
  message: string;
}

const refused = (code: Refusal['code'], message: string): Refusal => ({ code, message });

/** The addresses that may be connected to, beside public ones on the ports of the web. */
export interface Reach {
  /** Networks that are allowed though they are private, on any port. */
  allowed: Networks;
  resolve: Resolve;
}

/** Names as the system resolves them, and private networks in CIDR notation that are allowed. */
export const systemReach = (cidrs: readonly string[]): Reach => ({
  allowed: networks(cidrs),
  resolve: (host) => lookup(host, { all: true }),
});

const RESOLVE_LIMIT_MS = 3_000;

/**
 * Looks up where a URL leads, and whether that may be connected to. A host is refused when any of its addresses is:
 * otherwise the owner of its name would choose which one is tried.
 *
 * @param limitMs a name that is not resolved within it has no address
 */
export async function targetOf(
  text: string,
  reach: Reach,
  limitMs = RESOLVE_LIMIT_MS,
): Promise<Target | Refusal> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refused('invalid_format', 'This is no address of the web.');
  const standard = DEFAULT_PORTS[url.protocol];
  if (standard === undefined) {
    return refused('forbidden_scheme', 'The address must begin with https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    return refused('forbidden_credentials', 'The address must not hold a user or password.');
  }
  const addresses = await addressesOf(url, reach, limitMs);
  if (addresses.length === 0) return refused('unresolvable_host', 'The host has no address.');
  const strangers = addresses.filter(({ address }) => !isIn(reach.allowed, address));
  if (!strangers.every(({ address }) => isPublic(address))) {
    return refused('private_address', 'The host must have public addresses only.');
  }
  const port = url.port === '' ? standard : Number(url.port);
  if (strangers.length > 0 && !PUBLIC_PORTS.includes(port)) {
    return refused('forbidden_port', 'The port must be 443, 80 or 8443.');
  }
  return { url, addresses };
}

/** Tells a refusal from a target. */
export const isRefusal = (value: Target | Refusal): value is Refusal => 'code' in value;

/** URLs write every spelling of an address in one way, so that a host is an address or a name. */
async function addressesOf(
  { hostname }: URL,
  { resolve }: Reach,
  limitMs: number,
): Promise<Address[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    return await pTimeout(resolve(host), { milliseconds: limitMs, fallback: () => [] });
  } catch {
    return [];
  }
}
