/** Callers who present a key: `Authorization: Bearer sk_…`. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../http/route.ts';

const ADMIN_KEY: Caller = {
  id: 'admin-key',
  name: 'the admin key',
  role: 'admin',
  agentId: null,
  channels: null,
};

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/**
 * Who bears the key of an `Authorization` header; the admin key of the environment is good without any store.
 *
 * @returns `null` when there is no valid key in it
 * @throws what the database fails with, when it must be asked and cannot be
 */
export async function keyBearer(
  { adminKey, keyring }: Dependencies,
  authorization: string,
  leniency: { lately: boolean },
): Promise<Caller | null> {
  const presented = BEARER.exec(authorization)?.[1];
  if (presented === undefined) return null;
  if (isSame(presented, adminKey)) return ADMIN_KEY;
  return keyring.verify(presented, leniency);
}

/** Whether a request bears the admin key, or one that was verified lately: nobody is guessing then. */
export function bearsKnownKey(
  { adminKey, keyring }: Dependencies,
  { headers }: IncomingMessage,
): boolean {
  const presented = BEARER.exec(headers.authorization ?? '')?.[1];
  return presented !== undefined && (isSame(presented, adminKey) || keyring.isKnown(presented));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** In a time that says nothing about where they differ. */
function isSame(presented: string, expected: string | null): boolean {
  return expected !== null && timingSafeEqual(digest(presented), digest(expected));
}
