/**
 * Whose certificate is accepted, when an authority of one's own is trusted. Node.js reads NODE_EXTRA_CA_CERTS when it
 * starts, so what is sent here is sent by a process of its own.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostOutcome } from '../../src/outgoing/post.ts';
import { authority, type Authority } from '../support/certificates.ts';

const DAY_MS = 24 * 3_600_000;
const EVERY_NAME_LEADS_TO_LOOPBACK = `
  const { post } = await import(process.argv[1]);
  const { networks } = await import(process.argv[2]);
  const reach = {
    allowed: networks(['127.0.0.0/8']),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  };
  const limits = { connectMs: 60_000, wholeMs: 60_000 };
  const outcome = await post({ url: process.argv[3], headers: {}, body: '{}' }, reach, limits);
  process.stdout.write(JSON.stringify(outcome));
`;
const compiled = (name: string): string =>
  new URL(`../../dist/src/outgoing/${name}.js`, import.meta.url).href;

const folder = mkdtempSync(join(tmpdir(), 'sessionkeeper-authority-'));
const authorityFile = join(folder, 'authority.pem');
const servers: Server[] = [];
let ours: Authority;

beforeAll(async () => {
  ours = await authority();
  writeFileSync(authorityFile, ours.cert);
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** Posts to a host, whose server has a certificate of our authority for certain hosts. */
async function sent(
  host: string,
  certificateFor: string[],
  { env = {}, ...validity }: { env?: object; notBeforeDate?: Date; notAfterDate?: Date } = {},
): Promise<PostOutcome & { names: unknown[] }> {
  const names: unknown[] = [];
  const certificate = await ours.issue(certificateFor, validity);
  const server = createServer(certificate, (_request, response) => response.end());
  server.on('secureConnection', (socket) => names.push(socket.servername));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://${host}:${String((server.address() as AddressInfo).port)}/hook`;
  const { stdout } = await execa(
    process.execPath,
    [
      ...['--input-type=module', '--eval', EVERY_NAME_LEADS_TO_LOOPBACK],
      ...[compiled('post'), compiled('address'), url],
    ],
    { env: { NODE_EXTRA_CA_CERTS: authorityFile, ...env } },
  );
  return { ...(JSON.parse(stdout) as PostOutcome), names };
}

test('the certificate is judged, and the server asked, by the name in the URL, not by the address connected to', async () => {
  expect(await sent('hooks.example', ['hooks.example'])).toMatchObject({
    status: 200,
    names: ['hooks.example'],
  });
  expect(await sent('a.hooks.example', ['*.hooks.example'])).toMatchObject({
    status: 200,
    names: ['a.hooks.example'],
  });
  const wrong =
    'The certificate is not for the host of this address (ERR_TLS_CERT_ALTNAME_INVALID).';
  expect(await sent('hooks.example', ['other.example'])).toMatchObject({ error: wrong });
  expect(await sent('hooks.example', ['127.0.0.1'])).toMatchObject({ error: wrong });
});

test('an address in the URL has to be in the certificate', async () => {
  // `false` is what Node.js says where a client named no server.
  expect(await sent('127.0.0.1', ['127.0.0.1'])).toMatchObject({ status: 200, names: [false] });
  expect(await sent('127.0.0.1', ['localhost'])).toMatchObject({
    error: 'The certificate is not for the host of this address (ERR_TLS_CERT_ALTNAME_INVALID).',
  });
});

test('a certificate counts from its first day to its last', async () => {
  const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  const past = { notBeforeDate: daysFromNow(-2), notAfterDate: daysFromNow(-1) };
  expect(await sent('hooks.example', ['hooks.example'], past)).toMatchObject({
    error: 'The certificate has expired (CERT_HAS_EXPIRED).',
  });
  const future = { notBeforeDate: daysFromNow(1), notAfterDate: daysFromNow(2) };
  expect(await sent('hooks.example', ['hooks.example'], future)).toMatchObject({
    error: 'The certificate is not valid yet (CERT_NOT_YET_VALID).',
  });
});

test('the environment cannot switch the judgement off', async () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(await sent('hooks.example', ['other.example'], { env })).toMatchObject({
    error: 'The certificate is not for the host of this address (ERR_TLS_CERT_ALTNAME_INVALID).',
  });
});
