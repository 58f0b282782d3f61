import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { startMongo, type LocalMongo } from '../../src/local/servers/mongo-server.ts';

interface Item {
  readonly writer: number;
  readonly number: number;
}

let dataDir: string;
let mongo: LocalMongo;
const open: Connection[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'mongo-server-'));
  mongo = await startMongo({ dataDir });
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close(true)));
  await mongo.stop();
  rmSync(dataDir, { recursive: true });
});

async function connect(database: string): Promise<Connection> {
  const options = { maxPoolSize: 1, serverSelectionTimeoutMS: 60_000 };
  const connection = await mongoose.createConnection(mongo.uriOf(database), options).asPromise();
  open.push(connection);
  return connection;
}

test('fifty connections write and read at the same time', async () => {
  const connections = await Promise.all(Array.from({ length: 50 }, () => connect('many')));

  await Promise.all(
    connections.map(async (connection, writer) => {
      for (let number = 0; number < 20; number++) {
        await connection.collection<Item>('items').insertOne({ writer, number });
      }
    }),
  );

  const counts = await Promise.all(
    connections.map((connection, writer) =>
      connection.collection<Item>('items').countDocuments({ writer }),
    ),
  );
  expect(counts).toEqual(Array(50).fill(20));
});

test('a client that sends garbage loses its connection, and nobody else notices', async () => {
  const connection = await connect('garbage');
  for (const bytes of [randomBytes(100_000), Buffer.from('GET / HTTP/1.1\r\n\r\n')]) {
    const socket = createConnection({ host: '127.0.0.1', port: mongo.port });
    // The connection may end with a reset, as not all of what was sent has been read.
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(bytes);
    await closed;
  }
  await connection.collection('items').insertOne({ number: 1 });
  expect(await connection.collection('items').countDocuments()).toBe(1);
});

test('what was acknowledged as journaled is there after a SIGKILL', async () => {
  const connections = await Promise.all(Array.from({ length: 8 }, () => connect('killed')));
  const acknowledged: Item[] = [];
  let enough = (): void => undefined;
  const written = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const writing = connections.map(async (connection, writer) => {
    const items = connection.collection<Item>('items');
    for (let number = 0; ; number++) {
      await items.insertOne({ writer, number }, { writeConcern: { w: 1, journal: true } });
      acknowledged.push({ writer, number });
      if (acknowledged.length === 500) enough();
    }
  });

  await written;
  process.kill(mongo.pid, 'SIGKILL');
  await Promise.all(connections.map((connection) => connection.close(true)));
  await Promise.allSettled(writing);
  expect(await mongo.exited).toBe('SIGKILL');
  mongo = await startMongo({ dataDir, port: mongo.port });

  const connection = await connect('killed');
  const found = await connection.collection<Item>('items').find().toArray();
  const there = new Set(found.map(({ writer, number }) => `${writer}/${number}`));
  const lost = acknowledged.filter(({ writer, number }) => !there.has(`${writer}/${number}`));
  expect(lost).toEqual([]);
});
