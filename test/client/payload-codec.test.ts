import { expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { payloadCodec, type PayloadKey } from '../../src/client/payload-codec.ts';

const key = (id: string): PayloadKey => ({ id, key: randomBytes(32) });
const old = key('2026-01');
const young = key('2026-02');

interface Sealed {
  metadata: Record<string, Uint8Array>;
  data: Uint8Array;
}

const CANARY = 'Where is order 2041?';
const clear = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const read = (payload: Payload | undefined): unknown =>
  defaultPayloadConverter.fromPayload(payload!);
const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes!).toString();

async function sealed(keys: PayloadKey[], value: unknown = { text: CANARY }): Promise<Sealed> {
  const [payload] = await payloadCodec(keys)!.encode([clear(value)]);
  return payload as Sealed;
}

async function opened(keys: PayloadKey[], payload: Payload): Promise<Payload> {
  const [result] = await payloadCodec(keys)!.decode([payload]);
  return result!;
}

test('what is encrypted reads again, and says nothing but its key', async () => {
  const payload = await sealed([young]);
  expect(text(payload.metadata['encoding'])).toBe('binary/encrypted');
  expect(text(payload.metadata['encryption-key-id'])).toBe('2026-02');
  expect(Object.keys(payload.metadata)).toHaveLength(2);
  expect(text(payload.data)).not.toContain('order');
  expect(read(await opened([young], payload))).toEqual({ text: CANARY });
});

test('the same value is never encrypted twice under one nonce', async () => {
  const values = Array.from({ length: 1000 }, () => clear('same'));
  const payloads = await payloadCodec([young])!.encode(values);
  const nonces = payloads.map(({ data }) => Buffer.from(data!.subarray(0, 12)).toString('hex'));
  expect(new Set(nonces).size).toBe(1000);
});

test('the first key encrypts, and all decrypt', async () => {
  const before = await sealed([old]);
  const after = await sealed([young, old]);
  expect(text(after.metadata['encryption-key-id'])).toBe('2026-02');
  for (const payload of [before, after]) {
    expect(read(await opened([young, old], payload))).toEqual({ text: CANARY });
    expect(read(await opened([old, young], payload))).toEqual({ text: CANARY });
  }
});

test('what was never encrypted passes', async () => {
  const payload = clear({ text: CANARY });
  expect(await opened([young], payload)).toEqual(payload);
});

test('several payloads keep their order, encrypted or not', async () => {
  const payloads = [clear(1), await sealed([old], 2), await sealed([young], 3), clear(4)];
  const codec = payloadCodec([young, old])!;
  expect((await codec.decode(payloads)).map(read)).toEqual([1, 2, 3, 4]);
  expect(await codec.encode([])).toEqual([]);
});

test('without a key there is no codec', () => {
  expect(payloadCodec([])).toBeNull();
});

const tampered: [string, (payload: Sealed) => Payload, PayloadKey[]][] = [
  ['of a key it does not have', (payload) => payload, [young]],
  ['of another key with the same ID', (payload) => payload, [key(old.id)]],
  ['that names another key', withMetadata({ 'encryption-key-id': young.id }), [old, young]],
  [
    'that names another key of the same bytes',
    withMetadata({ 'encryption-key-id': 'twin' }),
    [old, { id: 'twin', key: old.key }],
  ],
  ['without a key ID', ({ data }) => withMetadata({})({ metadata: {}, data }), [old]],
  ['with a changed bit in its nonce', flipped(0), [old]],
  ['with a changed bit in its text', flipped(20), [old]],
  ['with a changed bit in its tag', flipped(-1), [old]],
  ['cut short', ({ metadata, data }) => ({ metadata, data: data.subarray(0, 27) }), [old]],
  ['without data', ({ metadata }) => ({ metadata }), [old]],
];

function withMetadata(change: Record<string, string>): (payload: Sealed) => Payload {
  const bytes = Object.entries({ encoding: 'binary/encrypted', ...change }).map(
    ([name, value]) => [name, Buffer.from(value)] as const,
  );
  return ({ data, metadata }) => ({
    metadata: { ...metadata, ...Object.fromEntries(bytes) },
    data,
  });
}

function flipped(at: number): (payload: Sealed) => Payload {
  return ({ metadata, data }) => {
    const changed = Buffer.from(data);
    const index = at < 0 ? changed.length + at : at;
    changed[index] = changed[index]! ^ 1;
    return { metadata, data: changed };
  };
}

test.each(tampered)('a payload %s is handed on as it is', async (_what, change, keys) => {
  const payload = change(await sealed([old]));
  expect(await opened(keys, payload)).toEqual(payload);
});

test('whatever comes from Temporal, reading it never throws', async () => {
  const bytes = fc.uint8Array({ maxLength: 80 });
  const encoding = fc.constantFrom('binary/encrypted', 'json/plain', '', 'constructor');
  const id = fc.constantFrom(old.id, 'nobody', '__proto__', '');
  const payload = fc.record({
    metadata: fc.option(
      fc.record(
        { encoding: encoding.map(bytesOf), 'encryption-key-id': id.map(bytesOf) },
        { requiredKeys: [] },
      ),
    ),
    data: fc.option(bytes),
  });
  await fc.assert(
    fc.asyncProperty(payload, async (any) => {
      expect(await opened([old], any as Payload)).toEqual(any);
    }),
  );
});
