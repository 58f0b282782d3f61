/** Which addresses a request of ours may go to: public ones, and what the operator lists. */

import { BlockList, isIP } from 'node:net';

export interface Address {
  address: string;
  family: number;
}

/** Networks that are no public unicast, as IANA's special-purpose registries list them. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** All that IANA has given out as global unicast. What embeds an IPv4 address lies outside, but for 2001::/32 and 2002::/16. */
const GLOBAL_IPV6 = ['2000::/3'];
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const special = networks([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const global = networks(GLOBAL_IPV6);

/**
 * A set of networks.
 *
 * @param cidrs in CIDR notation, already checked
 */
export function networks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', prefix = ''] = cidr.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

/** Whether a list of networks has an address. An IPv4 address dressed as IPv6 is one of IPv6. */
export function isIn(list: BlockList, address: string): boolean {
  // BlockList itself would look such an address up among those of IPv4.
  return !isMapped(address) && list.check(address, familyOf(address));
}

/** Whether an address is one that anybody on the internet can be reached under. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !isIn(special, address);
  return isIn(global, address) && !isIn(special, address);
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

const mapped = networks(['0.0.0.0/0']);

const isMapped = (address: string): boolean => isIP(address) === 6 && mapped.check(address, 'ipv6');
