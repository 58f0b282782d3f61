/** What goes wrong before anything is sent over TLS, to a server that nobody here has reason to trust. */

import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createSecureContext } from 'node:tls';
import { networks } from '../../src/outgoing/address.ts';
import { post, type PostLimits, type PostOutcome } from '../../src/outgoing/post.ts';
import {
  authority,
  selfSigned,
  type Authority,
  type Certificate,
} from '../support/certificates.ts';

/** Longer than any test takes: what ends before has not ended by it. */
const PATIENT: PostLimits = { connectMs: 50_000, wholeMs: 55_000 };
const PLAIN = 'The server does not speak TLS on this port.';

let unknown: Authority;
const servers: Server[] = [];

beforeAll(async () => {
  unknown = await authority();
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket) => socket.unref().on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** @param host a name that leads to loopback, or an address */
const send = (host: string, port: number, limits = PATIENT): Promise<PostOutcome> =>
  post(
    { url: `https://${host}:${String(port)}/hook`, headers: {}, body: '{"secret":"canary"}' },
    {
      allowed: networks(['127.0.0.0/8']),
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    },
    limits,
  );

/** A server with a certificate, which notes what names it is asked for and what it gets. */
async function secured(certificate: Certificate) {
  const asked: string[] = [];
  const got: unknown[] = [];
  const server = createHttpsServer(
    {
      ...certificate,
      SNICallback: (name, callback) => {
        asked.push(name);
        callback(null, createSecureContext(certificate));
      },
    },
    (request, response) => {
      got.push(request.headers);
      response.end();
    },
  );
  return { port: await listening(server), asked, got };
}

const refused = (error: string): PostOutcome => ({ status: null, retryAfter: null, error });

test('a certificate that is signed by nobody but itself is refused, and nothing is sent', async () => {
  const { port, asked, got } = await secured(await selfSigned(['hooks.example']));
  expect(await send('hooks.example', port)).toEqual(
    refused('The certificate is signed by nobody but itself (DEPTH_ZERO_SELF_SIGNED_CERT).'),
  );
  // The server was asked for the host of the URL, not for the address that was connected to.
  expect(asked).toEqual(['hooks.example']);
  expect(got).toEqual([]);
});

test('a certificate of an authority that nobody knows is refused, for a name and for an address', async () => {
  const { port, asked, got } = await secured(await unknown.issue(['hooks.example', '127.0.0.1']));
  const sentence = refused(
    'The certificate leads to no authority that is trusted here, or one in between is not sent along (UNABLE_TO_VERIFY_LEAF_SIGNATURE).',
  );
  expect(await send('hooks.example', port)).toEqual(sentence);
  expect(await send('127.0.0.1', port)).toEqual(sentence);
  // An address is no server name (RFC 6066, 3).
  expect(asked).toEqual(['hooks.example']);
  expect(got).toEqual([]);
});

test('a server that does not speak TLS is told apart from one whose encryption fails', async () => {
  const http = await listening(createHttpServer((_request, response) => response.end()));
  expect(await send('hooks.example', http)).toEqual(refused(PLAIN));
  const mail = await listening(createTcpServer((socket) => socket.write('220 mail.example\r\n')));
  expect(await send('hooks.example', mail)).toEqual(refused(PLAIN));
  const leaving = await listening(createTcpServer((socket) => socket.end()));
  expect(await send('hooks.example', leaving)).toEqual(
    refused('The encryption failed (ECONNRESET).'),
  );
});

test('a server that goes silent after the connection runs into the limit of the connection', async () => {
  const silent = await listening(createTcpServer(() => undefined));
  const limits = { ...PATIENT, connectMs: 300 };
  expect(await send('hooks.example', silent, limits)).toEqual(
    refused('Connected, but the encryption was not agreed on in time.'),
  );
});
