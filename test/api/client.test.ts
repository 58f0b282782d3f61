/**
 * The typed client in `client/` is the one that today's OpenAPI document makes, and it works. With `WRITE_CLIENT=1` it
 * is made anew (`npm run client`).
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createClient } from '../../client/client/index.ts';
import { getAgentsById, getSessionsById, postAgents } from '../../client/sdk.gen.ts';
import type { Event } from '../../client/types.gen.ts';
import { filesOf } from '../support/files.ts';
import { runningApi, type RunningApi } from './running-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'client-'));

let api: RunningApi;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  api = await runningApi();
  server = createServer(api.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await api.close();
  rmSync(folder, { recursive: true });
});

const textsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    filesOf(folder).map(({ path, bytes }) => [relative(folder, path), bytes.toString()]),
  );

test('the client is the one that the document makes', async () => {
  const { text } = await api.http.get('/openapi.json');
  const OPENAPI_DOCUMENT = join(folder, 'openapi.json');
  writeFileSync(OPENAPI_DOCUMENT, text);
  const isWritten = process.env['WRITE_CLIENT'] === '1';
  const OPENAPI_CLIENT = isWritten ? 'client' : join(folder, 'client');
  await execa('node_modules/.bin/openapi-ts', ['--silent', '--no-log-file'], {
    env: { OPENAPI_DOCUMENT, OPENAPI_CLIENT },
  });
  const made = textsOf(OPENAPI_CLIENT);
  const kept = textsOf('client');
  const changed = Object.keys({ ...made, ...kept }).filter((name) => made[name] !== kept[name]);
  expect({ changed, mend: 'npm run client' }).toEqual({ changed: [], mend: 'npm run client' });
});

test('it calls with a key, which goes into no cookie, and answers by type', async () => {
  const key = api.dependencies.adminKey ?? '';
  const client = createClient({ baseUrl, auth: key });
  const { data, error } = await postAgents({ client, body: { id: 'maya', name: 'Maya' } });
  expect(error).toBeUndefined();
  expect(data?.presence).toBe('offline');
  const read = await getAgentsById({ client, path: { id: 'maya' } });
  expect(read.data?.name).toBe('Maya');
  const sent = read.request.headers;
  expect([sent.get('authorization'), sent.get('cookie')]).toEqual([`Bearer ${key}`, null]);
});

test('a refusal is a problem with its code', async () => {
  const client = createClient({ baseUrl, auth: api.dependencies.adminKey ?? '' });
  const missing = await getSessionsById({ client, path: { id: 'nobody' } });
  expect([missing.response.status, missing.error?.code]).toEqual([404, 'not_found']);
  const stranger = await getAgentsById({ client: createClient({ baseUrl }), path: { id: 'maya' } });
  expect([stranger.response.status, stranger.error?.code]).toEqual([401, 'unauthenticated']);
});

/** What the compiler lets through here, it knows of each type. */
function told(event: Event): string | null {
  if (event.type === 'message.outbound') return `${event.data.customer.id}: ${event.data.text}`;
  if (event.type === 'session.answered') return `after ${event.data.waitedSeconds.toFixed()} s`;
  if (event.type !== 'supervisor.alert') return null;
  return event.data.alert === 'message_not_delivered' ? event.data.messageId : event.data.alert;
}

test('the type of an event says what its data is, and one that the client does not know passes by', () => {
  const of = {
    id: 'e',
    at: '2026-01-31T09:00:00.000Z',
    sessionId: 's',
    conversationId: 'c',
    sequence: 1,
  };
  const answered = { channel: 'web', agentId: 'maya', waitedSeconds: 61, lateSeconds: 0 };
  expect(told({ ...of, type: 'session.answered', data: answered })).toBe('after 61 s');
  // @ts-expect-error: these are the data of another type
  expect(told({ ...of, type: 'session.offered', data: answered })).toBeNull();
  // @ts-expect-error: of a later release
  expect(told({ ...of, type: 'session.praised', data: {} })).toBeNull();
});
