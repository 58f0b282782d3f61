/** Which addresses a request of ours may go to: public ones, and those that the operator lists. */

import ipaddr from 'ipaddr.js';

export interface Address {
  address: string;
  family: number;
}

type Parsed = ReturnType<typeof ipaddr.parse>;

/** A set of networks. */
export type Networks = readonly [Parsed, prefixBits: number][];

/** IANA gives out global unicast addresses of IPv6 in here only; ipaddr.js takes what nobody has yet for unicast. */
const GLOBAL_IPV6 = networks(['2000::/3']);

/**
 * A set of networks.
 *
 * @param cidrs in CIDR notation, already checked
 */
export function networks(cidrs: readonly string[]): Networks {
  return cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
}

/** Tells whether an address is in one of the networks. An IPv4 address dressed as IPv6 is one of IPv6. */
export function isIn(list: Networks, address: string): boolean {
  const parsed = ipaddr.parse(address);
  return list.some(
    ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
  );
}

/**
 * Tells whether anybody on the internet can be reached under an address. request-filtering-agent, which looks at the
 * connection itself, asks the same list of special ranges.
 */
export function isPublic(address: string): boolean {
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || isIn(GLOBAL_IPV6, address));
}
