/** The kinds of values that settings of the environment have, and what is said of those that are none. */

import { isIP } from 'node:net';
import { z } from 'zod';

export const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((value) => value <= 65535, 'must be a port number from 0 to 65535')
    .default(fallback);

export const socketAddress = z
  .string()
  .regex(
    /^(\d{1,3}(\.\d{1,3}){3}|\[[\da-f:]+\]):\d{1,5}$/i,
    'must be an address and port like 0.0.0.0:9464',
  );

export const secret = z.string().min(32, 'must have 32 characters or more');

export const most = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1 to 999999999')
    .transform(Number)
    .default(fallback);

export const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .transform((value) => value.replace(/\/+$/, ''));

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;

export const origins = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every(isOrigin),
    'must be origins like https://example.com, separated by commas',
  );

export const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https://' })
  .refine(
    (value) => value.startsWith('https:') || onLoopback(value),
    'must begin with https://, except on this machine',
  );

const onLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

export const cidrs = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isCidr), 'must be networks like 10.0.0.0/8, separated by commas');

/** `id:base64key`, separated by commas. No part of a key gets into a message. */
export const payloadKeys = z.string().transform((value, context) => {
  const keys = value.split(',').map((part) => {
    const [id = '', text = '', ...more] = part.trim().split(':');
    const isKey = more.length === 0 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
    return { id, key: isKey ? new Uint8Array(Buffer.from(text, 'base64')) : null };
  });
  const wrong = keys.findIndex(({ id, key }) => key === null || !/^[\w.-]{1,64}$/.test(id));
  const repeated = keys.find(({ id }, index) => keys.findIndex((key) => key.id === id) < index);
  const problem =
    wrong >= 0
      ? `must be keys like 2026-01:KEY, separated by commas, KEY being 32 bytes in base64: key ${wrong + 1} is not`
      : repeated && `has two keys with the ID ${repeated.id}`;
  if (problem) context.addIssue({ code: 'custom', message: problem });
  return keys.map(({ id, key }) => ({ id, key: key ?? new Uint8Array() }));
});

function isCidr(value: string): boolean {
  const [address = '', prefix = '', ...more] = value.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
  return Number(prefix) <= (family === 4 ? 32 : 128);
}
