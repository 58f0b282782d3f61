import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where any port is looked for: below those that operating systems give to outgoing connections (Linux from 32768,
 * others from 49152), one of which might hold the port by the time somebody listens, or comes back, there.
 */
const LOWEST = 20_000;
const HIGHEST = 29_999;
const TRIES = 50;

/**
 * A port on which one can listen now: the one asked for, or any when that is 0. Somebody may take it before it is used.
 *
 * @throws what the operating system says: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export async function freePortOn(host: string, port = 0): Promise<number> {
  for (let tried = 1; port === 0; tried += 1) {
    const chosen = randomInt(LOWEST, HIGHEST + 1);
    try {
      return await listenOnce(host, chosen);
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || tried === TRIES) throw error;
    }
  }
  return listenOnce(host, port);
}

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(port);
      });
    });
  });
}
