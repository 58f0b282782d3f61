/**
 * `fetch` over connections that are kept, for clients that call a lot: Node's own takes two to three times the CPU time
 * for a call, gives no limit of connections, and is slower to see that one is gone.
 */

import { Agent, request } from 'node:http';
import { countRetry } from './retries.ts';

/** Above what any call may take, so that a call without an answer is seen. */
const PATIENCE_MS = 20_000;

export interface KeptConnections {
  fetch: typeof fetch;
  /** Cuts off what still runs. */
  close(): void;
}

export function keepConnections(atMost: number): KeptConnections {
  const agent = new Agent({ keepAlive: true, maxSockets: atMost });
  return {
    async fetch(input, init) {
      const asked = input instanceof Request ? input : new Request(input, init);
      const body = asked.body === null ? null : Buffer.from(await asked.arrayBuffer());
      return exchange(agent, asked, body, AbortSignal.timeout(PATIENCE_MS));
    },
    close: () => {
      agent.destroy();
    },
  };
}

function exchange(
  agent: Agent,
  asked: Request,
  body: Buffer | null,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = asked;
    const options = { method, agent, signal, headers: Object.fromEntries(headers) };
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode = 0, headersDistinct } = response;
        const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        const content = chunks.length === 0 ? null : Buffer.concat(chunks);
        resolve(new Response(content, { status: statusCode, headers: pairs }));
      });
    });
    // On, not once: a call that is given up may report its socket as well.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection at the moment it was used again: nobody has read the request.
      if (error.code === 'ECONNRESET' && sent.reusedSocket && !signal.aborted) {
        countRetry('closed connection');
        exchange(agent, asked, body, signal).then(resolve, reject);
      } else reject(error);
    });
    sent.end(body ?? undefined);
  });
}
