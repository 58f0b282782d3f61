import type { Socket } from 'node:net';

/** What the embedded engine offers: one request in, one reply out. */
export interface MongoEngine {
  roundTrip(message: Buffer): Promise<EngineReply>;
}

export interface EngineReply {
  readonly requestId: number;
  /** The client wants no reply to this request. */
  readonly moreToCome: boolean;
  /** The request was an OP_QUERY (the first handshake of a driver), so the reply is an OP_REPLY. */
  readonly legacy: boolean;
  /** The reply's document. */
  readonly response: Buffer;
}

const headerBytes = 16;
/** `maxMessageSizeBytes` of MongoDB's hello, and 16 KiB for what is around the documents. */
const maxMessageBytes = 48_000_000 + 16 * 1024;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

/** The bytes on a connection are not MongoDB's wire protocol. */
class WireError extends Error {
  override readonly name = 'WireError';
}

/**
 * Serves one connection: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/.
 * Requests of a connection are answered one after another, as drivers expect, and no more is read
 * from it while one is under way, so a client cannot fill our memory. Connections are independent.
 *
 * Returns when the client has gone; a connection with anything but well-formed requests is dropped.
 */
export async function serveMongoConnection(engine: MongoEngine, socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  let replies = 0;
  try {
    for await (const message of wireMessages(socket)) {
      const reply = await engine.roundTrip(message);
      if (reply.moreToCome) continue;
      if (socket.destroyed) return;
      await written(socket, frame(reply, ++replies));
    }
  } catch {
    // A malformed request, or one the engine cannot take: to the client it is a lost connection.
  } finally {
    socket.destroy();
  }
}

function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Cuts a stream of bytes into whole, checked messages. */
export async function* wireMessages(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    let wanted = wantedBytes(chunks, bytes);
    while (bytes >= wanted) {
      const joined = Buffer.concat(chunks);
      const message = joined.subarray(0, wanted);
      checkRequest(message);
      yield message;
      const rest = joined.subarray(wanted);
      chunks = rest.length === 0 ? [] : [rest];
      bytes = rest.length;
      wanted = wantedBytes(chunks, bytes);
    }
  }
}

/** Length of the first message in the chunks, or of a header as long as that has not come. */
function wantedBytes(chunks: Buffer[], bytes: number): number {
  if (bytes < headerBytes) return headerBytes;
  const [first] = chunks;
  const start = first !== undefined && first.length >= headerBytes ? first : Buffer.concat(chunks);
  const length = start.readInt32LE(0);
  if (length < headerBytes || length > maxMessageBytes) {
    throw new WireError(`a message of ${length} bytes`);
  }
  const operation = start.readInt32LE(12);
  if (operation !== opMessage && operation !== opQuery) {
    throw new WireError(`operation ${operation}`);
  }
  return length;
}

/** The engine trusts the lengths inside a message, so they are checked before it sees them. */
function checkRequest(message: Buffer): void {
  if (message.readInt32LE(12) === opMessage) checkSections(message);
  else checkQuery(message);
}

function checkSections(message: Buffer): void {
  const flags = message.length >= headerBytes + 4 ? message.readUInt32LE(headerBytes) : 0;
  const checksumBytes = (flags & 1) === 1 ? 4 : 0;
  const end = message.length - checksumBytes;
  let at = headerBytes + 4;
  let bodies = 0;
  while (at < end) {
    const kind = message[at];
    at += 1;
    const length = lengthAt(message, at, end);
    if (kind === 0) {
      bodies += 1;
      checkDocument(message, at, at + length);
    } else if (kind === 1) {
      checkSequence(message, at, at + length);
    } else {
      throw new WireError(`a section of kind ${String(kind)}`);
    }
    at += length;
  }
  if (bodies !== 1 || at !== end) throw new WireError('not exactly one body');
}

function checkSequence(message: Buffer, start: number, end: number): void {
  let at = afterName(message, start + 4, end);
  while (at < end) {
    const length = lengthAt(message, at, end);
    checkDocument(message, at, at + length);
    at += length;
  }
}

/** OP_QUERY: flags, collection name, two numbers, the query, and perhaps a field selector. */
function checkQuery(message: Buffer): void {
  let at = afterName(message, headerBytes + 4, message.length) + 8;
  let documents = 0;
  while (at < message.length) {
    const length = lengthAt(message, at, message.length);
    checkDocument(message, at, at + length);
    at += length;
    documents += 1;
  }
  if (documents < 1 || documents > 2) throw new WireError('not one or two documents');
}

function afterName(message: Buffer, start: number, end: number): number {
  const zero = message.subarray(0, end).indexOf(0, start);
  if (zero < 0) throw new WireError('a name without an end');
  return zero + 1;
}

function lengthAt(message: Buffer, at: number, end: number): number {
  if (at + 4 > end) throw new WireError('a length beyond the end');
  const length = message.readInt32LE(at);
  if (length < 5 || at + length > end) throw new WireError(`a length of ${length}`);
  return length;
}

function checkDocument(message: Buffer, start: number, end: number): void {
  if (message[end - 1] !== 0) throw new WireError(`a document at ${start} without an end`);
}

/** A reply as it goes over the wire. */
function frame(reply: EngineReply, replyId: number): Buffer {
  const extra = reply.legacy ? 20 : 5;
  const bytes = Buffer.alloc(headerBytes + extra + reply.response.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(replyId, 4);
  bytes.writeInt32LE(reply.requestId, 8);
  bytes.writeInt32LE(reply.legacy ? opReply : opMessage, 12);
  // OP_REPLY: no flags, no cursor, starting at 0, one document. OP_MSG: no flags, one body.
  if (reply.legacy) bytes.writeInt32LE(1, headerBytes + 16);
  reply.response.copy(bytes, headerBytes + extra);
  return bytes;
}
