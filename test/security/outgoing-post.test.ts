/** A server that is slow, broken or hostile costs bounded time and memory, and leads nowhere else. */

import { afterEach, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { networks } from '../../src/outgoing/address.ts';
import { post, type PostLimits, type PostOutcome } from '../../src/outgoing/post.ts';
import { systemReach, type Reach } from '../../src/outgoing/target.ts';

const LOOPBACK = systemReach(['127.0.0.0/8']);
/** Longer than any test takes, however slow the machine: what ends before has not ended by it. */
const PATIENT: PostLimits = { connectMs: 50_000, wholeMs: 55_000 };
const BRIEF: PostLimits = { ...PATIENT, wholeMs: 600 };
/** Below the limits that hold where none are given, and far above ours. */
const IN_TIME_MS = 10_000;

const servers: { close(): unknown; closeAllConnections?(): void }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

const portOf = (server: Pick<Server, 'address'>): number => (server.address() as AddressInfo).port;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String(portOf(server))}/hook`;
}

const send = (url: string, limits = PATIENT, reach = LOOPBACK): Promise<PostOutcome> =>
  post({ url, headers: { 'content-type': 'application/json' }, body: '{"a":"ä"}' }, reach, limits);

test('the body and the headers arrive, and the status comes back', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push([request.method, request.url, request.headers['content-type']]);
      seen.push(Buffer.concat(chunks).toString());
      response.writeHead(202).end('thank you');
    });
  });
  expect(await send(url)).toEqual({ status: 202, retryAfter: null, error: null });
  expect(seen).toEqual([['POST', '/hook', 'application/json'], '{"a":"ä"}']);
});

test('a redirect is an answer, and is not followed', async () => {
  let followed = 0;
  const elsewhere = await serve((_request, response) => {
    followed += 1;
    response.end();
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const url = await serve((_request, response) => {
      response.writeHead(status, { location: elsewhere }).end();
    });
    expect(await send(url)).toMatchObject({ status });
  }
  expect(followed).toBe(0);
});

test('Retry-After comes back with the status', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(429, { 'retry-after': '120' }).end();
  });
  expect(await send(url)).toEqual({ status: 429, retryAfter: '120', error: null });
});

test('no answer, and one whose headers drip, end in time', async () => {
  const hanging = await serve(() => undefined);
  const dripping = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    const drip = setInterval(() => socket.write('H'), 50);
    socket.on('close', () => {
      clearInterval(drip);
    });
  });
  servers.push(dripping);
  await new Promise<void>((resolve) => dripping.listen(0, '127.0.0.1', resolve));
  const begunMs = performance.now();
  const late = { status: null, error: 'No answer in time.' };
  expect(await send(hanging, BRIEF)).toMatchObject(late);
  expect((await send(`http://127.0.0.1:${String(portOf(dripping))}/`, BRIEF)).status).toBeNull();
  expect(performance.now() - begunMs).toBeLessThan(IN_TIME_MS);
});

test('of an answer without end 64 KiB are read, and its status counts', async () => {
  let writtenBytes = 0;
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) writtenBytes += 16_384;
    };
    response.on('drain', more);
    more();
  });
  expect(await send(url)).toMatchObject({ status: 200 });
  // What the system's buffers of both sides hold is sent, and never read.
  expect(writtenBytes).toBeLessThan(16 * 1024 * 1024);
});

test('an answer that drips counts, and is left in time', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'), 50);
    response.on('close', () => {
      clearInterval(drip);
    });
  });
  const begunMs = performance.now();
  expect(await send(url, { ...PATIENT, wholeMs: 2_000 })).toMatchObject({ status: 200 });
  expect(performance.now() - begunMs).toBeLessThan(IN_TIME_MS);
});

test('a refused connection is told in a sentence without addresses', async () => {
  const url = await serve((_request, response) => response.end());
  const [server] = servers.splice(0);
  server?.close();
  expect(await send(url)).toMatchObject({ status: null, error: 'The connection was refused.' });
});

test('a name that is public when checked and private when connected leads nowhere', async () => {
  let reached = 0;
  const url = await serve((_request, response) => {
    reached += 1;
    response.end();
  });
  const { port } = new URL(url);
  let asked = 0;
  // The first answer is harmless, every later one is loopback.
  const rebinding: Reach = {
    allowed: networks(['192.0.2.1/32']),
    resolve: () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]);
    },
  };
  const nowhere = { ...PATIENT, connectMs: 400 };
  expect((await send(`http://rebinding.example:${port}/`, nowhere, rebinding)).status).toBeNull();
  expect(asked).toBe(1);
  expect(await send(`http://rebinding.example:${port}/`, nowhere, rebinding)).toMatchObject({
    status: null,
    error: 'Not sent: The host must have public addresses only.',
  });
  expect(reached).toBe(0);
});

test('a name that is never resolved ends in time', async () => {
  const reach: Reach = { allowed: networks([]), resolve: () => new Promise(() => undefined) };
  expect(await send('http://slow.example/', { ...PATIENT, connectMs: 400 }, reach)).toMatchObject({
    status: null,
    error: 'Not sent: The host has no address.',
  });
});
