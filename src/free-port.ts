import { createServer } from 'node:net';

/**
 * A port on which one can listen now: the one asked for, or any when that is 0. Somebody may take it before it is used.
 *
 * @throws what the operating system says: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export function freePortOn(host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const chosen = address !== null && typeof address === 'object' ? address.port : port;
      server.close(() => {
        resolve(chosen);
      });
    });
  });
}
