/** The codec endpoint: an admin's Temporal UI or CLI reads what is encrypted. */

import type { Payload, PayloadCodec } from '@temporalio/common';
import type { Dependencies } from '../dependencies.ts';
import { route, type Route } from '../http/route.ts';
import { payloads, type PayloadsJson } from './codec-schemas.ts';

/** A payload of two megabytes, the most that Temporal takes, in base64 and with others beside it. */
const LARGEST_BYTES = 4 * 1024 * 1024;

type Direction = keyof PayloadCodec;

const texts: Record<Direction, { summary: string; description: string }> = {
  decode: {
    summary: 'Decrypts payloads for the Temporal UI',
    description:
      'Temporal’s codec protocol. What is not encrypted, or cannot be decrypted, comes back as it is.',
  },
  encode: {
    summary: 'Encrypts payloads that are entered in the Temporal UI',
    description: 'Temporal’s codec protocol. Without a key, payloads come back as they are.',
  },
};

/** Only admins: whoever may decode reads every session. */
export function codecRoutes({ codec }: Dependencies): Route[] {
  return (['decode', 'encode'] as const).map((direction) =>
    route({
      method: 'post',
      path: `/v1/codec/${direction}`,
      ...texts[direction],
      tag: 'Codec',
      roles: ['admin'],
      repetition: 'own',
      takes: { 'X-Namespace': 'The namespace that the payloads are from; it changes nothing' },
      body: payloads,
      bodyLimitBytes: LARGEST_BYTES,
      answers: { 200: { description: 'The payloads, in their order', schema: payloads } },
      problems: [],
      handle: async ({ body }) => ({ status: 200, body: await changed(codec, direction, body) }),
    }),
  );
}

async function changed(
  codec: PayloadCodec | null,
  direction: Direction,
  body: PayloadsJson,
): Promise<PayloadsJson> {
  if (codec === null) return body;
  const results = await codec[direction](body.payloads.map(fromJson));
  return { payloads: results.map(toJson) };
}

function fromJson({ metadata = {}, data = '' }: PayloadsJson['payloads'][number]): Payload {
  const entries = Object.entries(metadata).map(([name, text]) => [name, bytesOf(text)]);
  return {
    metadata: Object.fromEntries(entries) as Record<string, Uint8Array>,
    data: bytesOf(data),
  };
}

function toJson({ metadata, data }: Payload): PayloadsJson['payloads'][number] {
  const entries = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, textOf(bytes)]);
  return { metadata: Object.fromEntries(entries) as Record<string, string>, data: textOf(data) };
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
const textOf = (bytes: Uint8Array | null | undefined): string =>
  Buffer.from(bytes ?? []).toString('base64');
