/** Tokens of links by which customers join: what they are, and what is kept of them. */

import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { IdentityKey } from '../../client/identity.ts';

/** 192 random bits, 32 characters of an address. */
const TOKEN_BYTES = 24;

const TOKEN = /^[\w-]{32}$/;
const HASH_KEY_BYTES = 32;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** A keyed hash: whoever reads the database can neither join by it nor try tokens against it. */
export function tokenHash(key: IdentityKey, token: string): string {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'sessionkeeper/token hash', HASH_KEY_BYTES));
  return createHmac('sha256', own).update(token).digest('base64url');
}

/** The token in a link, or alone; `null` for what cannot be one. */
export function tokenIn(link: string): string | null {
  const token = link.trim().replace(/\/$/, '').split('/').at(-1) ?? '';
  return TOKEN.test(token) ? token : null;
}

/** The address that a customer opens. */
export const joinUrl = (publicUrl: string, token: string): string => `${publicUrl}/join/${token}`;
