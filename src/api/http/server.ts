import type { RequestListener, Server } from 'node:http';
import { createServer, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { Problem, problemBody } from './problem.ts';

const LIMITS = {
  /** A whole request, body included. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  connectionsCheckingInterval: 5_000,
} as const;

/** How long requests under way may take once the process stops. */
const DRAIN_MS = 10_000;

/** An HTTP server that gives up on slow and oversized requests. */
export function limitedServer(listener: RequestListener): Server {
  const server = createServer(LIMITS, listener);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuse(error, socket);
  });
  return server;
}

/** Answers requests that cannot be read as HTTP, and so reach no handler, in the shape of every problem. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem('headers_too_large', 'The headers may have 16 KiB in all.')
      : new Problem('malformed_request', 'The request cannot be read as HTTP.');
  const body = JSON.stringify(problemBody(problem, randomUUID()));
  const head = [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Begins to listen.
 *
 * @returns the address under which it is reached, without a slash at its end
 * @throws what the operating system says: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const bound = server.address();
      const chosen = bound !== null && typeof bound === 'object' ? bound.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${String(chosen)}`);
    });
  });
}

/** Takes no new requests, lets those under way finish, then closes what is left. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await closed;
  clearTimeout(timer);
}
