/** A way to a server that can be cut and mended, as if the server went away and came back. */

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Severable {
  port: number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Listens on loopback and passes on what comes, while it is not cut. */
export async function severableWayTo(host: string, port: number): Promise<Severable> {
  const sockets = new Set<Socket>();
  const state = { isCut: false };
  const server = createServer((near) => {
    if (state.isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  const cut = (): void => {
    state.isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => (state.isCut = false),
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => {
          resolve();
        });
      }),
  };
}
