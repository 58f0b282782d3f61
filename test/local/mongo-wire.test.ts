import { expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { wireMessages } from '../../src/local/servers/mongo-wire.ts';

/** An OP_MSG with one body: a document of the given number of padding bytes. */
function message(padding: number): Buffer {
  const bytes = Buffer.alloc(16 + 4 + 1 + 5 + padding);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(2013, 12);
  bytes.writeInt32LE(5 + padding, 21);
  return bytes;
}

/** The bytes as a stream brings them: in chunks of the given size. */
function chunksOf(bytes: Buffer, size: number): Readable {
  const count = Math.ceil(bytes.length / size);
  return Readable.from(
    Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)),
  );
}

async function lengths(stream: AsyncIterable<Buffer>): Promise<number[]> {
  const found: number[] = [];
  for await (const bytes of wireMessages(stream)) found.push(bytes.length);
  return found;
}

test.each([1, 3, 16, 17, 40, 1000])('messages arrive whole in chunks of %d bytes', async (size) => {
  const bytes = Buffer.concat([message(0), message(300), message(7)]);
  expect(await lengths(chunksOf(bytes, size))).toEqual([26, 326, 33]);
});

test('a message that never ends is none', async () => {
  expect(await lengths(chunksOf(message(300).subarray(0, 100), 10))).toEqual([]);
});

function broken(change: (bytes: Buffer) => void): Buffer {
  const bytes = message(20);
  change(bytes);
  return bytes;
}

test.each([
  ['a web browser', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['zeros', Buffer.alloc(64)],
  ['a message of two gigabytes', broken((bytes) => bytes.writeInt32LE(0x7fffffff, 0))],
  ['a compressed message', broken((bytes) => bytes.writeInt32LE(2012, 12))],
  ['a section of another kind', broken((bytes) => bytes.writeInt8(2, 20))],
  ['a document longer than its message', broken((bytes) => bytes.writeInt32LE(26, 21))],
  ['a document shorter than its section', broken((bytes) => bytes.writeInt32LE(20, 21))],
  ['a document without an end', broken((bytes) => bytes.writeInt8(1, bytes.length - 1))],
  ['a message without a body', broken((bytes) => bytes.writeInt8(1, 20))],
])('%s is refused before the engine sees it', async (_what, bytes) => {
  await expect(lengths(chunksOf(bytes, 10))).rejects.toThrow();
});
