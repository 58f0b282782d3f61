import getPort from 'get-port';
import { createServer } from 'node:net';

/**
 * Any port is looked for below those that operating systems give to outgoing connections (Linux from 32768, others from
 * 49152): one of these might hold the port by the time its owner listens, or comes back, there.
 */
const LOWEST = 20_000;
const COUNT = 10_000;
/** More than a process needs. */
const PER_PROCESS = 10;

/**
 * A port on which one can listen now: the one asked for, or any when that is 0. Another process may take it before it is
 * used; this one is never given it twice.
 *
 * @throws the operating system's error: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export async function freePortOn(host: string, port = 0): Promise<number> {
  if (port !== 0) return listenOnce(host, port);
  return getPort({ host, port: everyPort(), reserve: true });
}

/** Processes that start at the same moment begin to look in different places. */
function* everyPort(): Generator<number> {
  const first = process.pid * PER_PROCESS;
  for (let tried = 0; tried < COUNT; tried += 1) yield LOWEST + ((first + tried) % COUNT);
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
