/** A path to MongoDB that can lose answers, as networks do. */

import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface LossyPath {
  uri: string;
  /** `open` again, or `lose` answers and hang up, or `hang`: keep connections and let no answer through. */
  mode: 'open' | 'lose' | 'hang';
  close(): void;
}

export async function lossyPath(uri: string): Promise<LossyPath> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  const path: LossyPath = { uri, mode: 'open', close: () => undefined };
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => {
      if (path.mode === 'open') near.write(chunk);
      if (path.mode === 'lose') near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(uri);
  own.port = String((server.address() as AddressInfo).port);
  path.uri = own.href;
  path.close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return path;
}
