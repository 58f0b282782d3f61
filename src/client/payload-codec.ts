/**
 * Payload encryption: what Temporal keeps of a session's messages, names and errors is AES-256-GCM under keys of ours
 * (docs/decisions/0010-encrypted-payloads.md). The shape is that of Temporal's own encryption samples.
 */

import type { PayloadCodec, Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const { Payload: Message } = proto.temporal.api.common.v1;

/** A key of 32 bytes under the ID that its payloads name. */
export interface PayloadKey {
  readonly id: string;
  readonly key: Uint8Array;
}

const ALGORITHM = 'aes-256-gcm';
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The codec of a set of keys: the first encrypts, all decrypt.
 *
 * What it cannot decrypt (a key it does not have, bytes that were changed) it hands on as it is, as it does what was
 * never encrypted, and leaves the verdict to the reader: a workflow sets it aside, an activity is tried again, a
 * client says that it is not available. To throw here would retry the workflow task for ever.
 *
 * @returns `null` without a key: payloads are in clear
 */
export function payloadCodec(keys: readonly PayloadKey[]): PayloadCodec | null {
  const [first] = keys;
  if (!first) return null;
  const byId = new Map(keys.map((each) => [each.id, each]));
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => seal(payload, first))),
    decode: (payloads) => Promise.resolve(payloads.map((payload) => open(payload, byId))),
  };
}

/** The ID is authenticated too: a payload cannot be passed off as one of another key. */
function seal(payload: Payload, { id, key }: PayloadKey): Payload {
  const keyId = Buffer.from(id);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(keyId);
  const plain = Message.encode(payload).finish();
  const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: keyId }, data };
}

function open(payload: Payload, keys: ReadonlyMap<string, PayloadKey>): Payload {
  const { metadata, data } = payload;
  const keyId = metadata?.[KEY_ID];
  if (textOf(metadata?.['encoding']) !== ENCODING || !keyId || !data) return payload;
  const key = keys.get(textOf(keyId));
  if (!key || data.length < NONCE_BYTES + TAG_BYTES) return payload;
  try {
    const decipher = createDecipheriv(ALGORITHM, key.key, data.subarray(0, NONCE_BYTES))
      .setAAD(keyId)
      .setAuthTag(data.subarray(-TAG_BYTES));
    const sealed = data.subarray(NONCE_BYTES, -TAG_BYTES);
    return Message.decode(Buffer.concat([decipher.update(sealed), decipher.final()]));
  } catch {
    return payload;
  }
}

const textOf = (bytes: Uint8Array | null | undefined): string =>
  bytes ? Buffer.from(bytes).toString() : '';
