/** Passwords: which are refused, and how they are kept. */

import { hash, verify } from '@node-rs/argon2';

/** No rules of composition (NIST SP 800-63B, 3.1.1): length is what counts. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/**
 * Argon2id, the library's default, as OWASP asks for at least.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hash of a password that nobody has, so that an unknown account takes as long as any other. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$Ruh7BnSQ+7dcu8xQZgthVw$i7cr3vCz+AM//HM65aDVWLfTjnVC7MNj1yrdhQpHM3I';

/** The commonest of those long enough, in lower case. */
const COMMONEST = new Set([
  '111111111111',
  '123123123123',
  '1234567890123',
  '12345678901234',
  '123456789012',
  '123456789123',
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6y7u',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'abc123abc123',
  'abcdefghijkl',
  'administrator',
  'aaaaaaaaaaaa',
  'changeme1234',
  'iloveyou1234',
  'letmein12345',
  'passw0rd1234',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'q1w2e3r4t5y6',
  'qazwsxedcrfv',
  'qwerty123456',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopas',
  'qwertyqwerty',
  'sessionkeeper',
  'welcome12345',
  '000000000000',
]);

/** The same characters in the same form, however a keyboard composes them. */
const normal = (password: string): string => password.normalize('NFKC');

/** Whether it is among the first that anybody would try. */
export function isCommonPassword(password: string, email: string): boolean {
  const folded = normal(password).toLowerCase();
  return COMMONEST.has(folded) || folded === email.toLowerCase();
}

/** @returns the hash with its parameters and salt, in the PHC string format */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST);
}

/**
 * Whether it is the password of a hash. Without one the answer is no, after as long.
 *
 * @param passwordHash what `hashPassword` made; `null`: there is none
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODYS_HASH, normal(password));
  return matches && passwordHash !== null;
}
