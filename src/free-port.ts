import { createServer } from 'node:net';

/**
 * Where any port is looked for: below those that operating systems give to outgoing connections (Linux from 32768,
 * others from 49152), one of which might hold the port by the time somebody listens, or comes back, there.
 */
const LOWEST = 20_000;
const COUNT = 10_000;
const TRIES = 50;
/** More than a process needs. */
const PER_PROCESS = 10;

let given = 0;

/**
 * Nobody holds a port between the look at it and its use, so no process is given one twice, and processes that start at
 * the same moment look in different places.
 */
const another = (): number => LOWEST + ((process.pid * PER_PROCESS + given++) % COUNT);

/**
 * A port on which one can listen now: the one asked for, or any when that is 0. Somebody may take it before it is used.
 *
 * @throws what the operating system says: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export async function freePortOn(host: string, port = 0): Promise<number> {
  for (let tried = 1; port === 0; tried += 1) {
    const chosen = another();
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
