/** Where a request comes from, as far as that can be believed. */

import type { Request } from 'express';
import { isIPv6 } from 'node:net';

/**
 * The address of the client: the connection's, or what trusted proxies say of it (Express's `trust proxy`). What anybody
 * else writes into `X-Forwarded-For` is not looked at.
 */
export function addressOf({ ip }: Pick<Request, 'ip'>): string {
  // An IPv4 address on a socket for both.
  return (ip ?? 'unknown').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** Whose an address is: of IPv6 everybody has a network of 2^64 to choose from. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
