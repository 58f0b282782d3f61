/** IDs and hashes that tell conversations, sessions and messages apart without saying whose they are. */

import { createHash, createHmac, randomFillSync, type KeyObject } from 'node:crypto';
import { ulid } from 'ulid';
import type { Author, Visibility } from '../core/event.ts';

const CONVERSATION_CHARACTERS = 20;
const ULID_CHARACTERS = 26;
const MESSAGE_KEY_BYTES = 12;
const DIGEST_BYTES = 6;

/** Crockford's alphabet in lower case: nothing to mistake for one another when read aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SESSION_ID = new RegExp(
  `^([${ALPHABET}]{${String(CONVERSATION_CHARACTERS)}})-([${ALPHABET}]{${String(ULID_CHARACTERS)}})$`,
);

/** Secret of the installation; without it nobody can guess an ID from a phone number. */
export type IdentityKey = string | Buffer | KeyObject;

function base32(bytes: Buffer, characters: number): string {
  let text = '';
  for (let bit = 0; text.length < characters; bit += 5) {
    const pair = bytes.readUInt16BE(bit >> 3);
    text += ALPHABET.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return text;
}

const randomBytes = new Uint8Array(4096);
let randomBytesUsed = randomBytes.length;

/** Random bytes by the thousand: asking the system for each of an ID's was a tenth of a message's cost. */
function randomFraction(): number {
  if (randomBytesUsed === randomBytes.length) {
    randomFillSync(randomBytes);
    randomBytesUsed = 0;
  }
  randomBytesUsed += 1;
  return (randomBytes[randomBytesUsed - 1] ?? 0) / 256;
}

/** An array in JSON is an encoding that no two different lists share, whatever their parts contain. */
function sha256(parts: readonly (string | null)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/**
 * The lasting thread of one customer on one channel.
 *
 * @returns 100 bits of a keyed hash in base32, 20 characters
 */
export function conversationId(key: IdentityKey, channel: string, customerId: string): string {
  const hash = createHmac('sha256', key)
    .update(JSON.stringify([channel, customerId]))
    .digest();
  return base32(hash, CONVERSATION_CHARACTERS);
}

/** The one workflow of a conversation. */
export function conversationWorkflowId(conversation: string): string {
  return `chat/${conversation}`;
}

/** The one workflow that settles an agent's changes. */
export function agentWorkflowId(agentId: string): string {
  return `agent/${agentId}`;
}

/** An ID for a session that may be opened now; later ones sort after earlier ones within a conversation. */
export function newSessionId(conversation: string, nowMs: number): string {
  return `${conversation}-${ulid(nowMs, randomFraction).toLowerCase()}`;
}

/** The conversation of a session; `null` for what cannot be a session's ID. */
export function conversationOf(sessionId: string): string | null {
  return SESSION_ID.exec(sessionId)?.[1] ?? null;
}

/** A message's ID as state remembers it: 96 bits in 16 characters, enough for any conversation. */
export function messageKey(messageId: string): string {
  return sha256([messageId]).subarray(0, MESSAGE_KEY_BYTES).toString('base64url');
}

/** Tells a repetition from another message under the same ID: 48 bits in 8 characters. */
export function messageDigest(
  author: Author | { type: 'customer' },
  visibility: Visibility,
  text: string,
): string {
  const id = 'id' in author ? author.id : null;
  return sha256([author.type, id, visibility, text])
    .subarray(0, DIGEST_BYTES)
    .toString('base64url');
}

/** Short hash of anything that JSON can say, the same whatever the order of its keys. */
export function valueDigest(value: unknown): string {
  return sha256([JSON.stringify(value, sortedKeys)])
    .subarray(0, MESSAGE_KEY_BYTES)
    .toString('base64url');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Hash of the giver, the route and the idempotency key of a command. */
export function commandKey(who: string, route: string, idempotencyKey: string): string {
  return sha256([who, route, idempotencyKey]).subarray(0, MESSAGE_KEY_BYTES).toString('base64url');
}
