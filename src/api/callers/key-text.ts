/** How a key is written: `sk_<26 characters that name it>_<32 random bytes in base64url>`. */

import { createHash, randomBytes } from 'node:crypto';
import { ulid } from 'ulid';

const SECRET_BYTES = 32;
const KEY = /^sk_([0-9a-hjkmnp-tv-z]{26})_[\w-]{43}$/;

interface KeyText {
  /** The key's ID, which is no secret. */
  id: string;
  digest: Buffer;
}

/**
 * What a key is recognized by. A plain hash is right here, where a password would need a slow one: there are 2^256 keys
 * to try, and a fast hash lets every request be checked.
 */
const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A new key, and its ID. Later ones sort after earlier ones. */
export function newKey(nowMs: number): KeyText & { key: string } {
  const name = ulid(nowMs).toLowerCase();
  const key = `sk_${name}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, id: `k_${name}`, digest: digestOf(key) };
}

/** The key's beginning, by which people tell one from another. */
export const prefixOf = (id: string): string => `sk_${id.slice('k_'.length)}`;

/** Takes a key apart; `null` for what cannot be one. */
export function readKey(key: string): KeyText | null {
  const name = KEY.exec(key)?.[1];
  return name === undefined ? null : { id: `k_${name}`, digest: digestOf(key) };
}
