import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { drain, limitedServer, listen } from '../../src/api/http/server.ts';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());

/** Well-formed, of an instant that no date can hold. */
const beyondAllDates = Buffer.from(JSON.stringify(['-createdAt', 9e15, 'a'])).toString('base64url');

const MESSAGES = '/v1/channels/web/messages';
const message = (changes: object = {}) => ({
  messageId: 'm-1',
  customer: { id: 'c-1' },
  text: 'Hello?',
  ...changes,
});

test('a problem reads as RFC 9457 says, with a code, and carries the request’s ID', async () => {
  const { status, body, headers } = await api.http.get('/v1/nothing');
  expect(status).toBe(404);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body).toEqual({
    type: 'urn:sessionkeeper:problem:not_found',
    title: 'There is no such thing',
    status: 404,
    detail: 'There is no such address.',
    code: 'not_found',
    requestId: headers['x-request-id'],
  });
});

test('a method that an address does not take is answered with those it takes', async () => {
  const { status, body, headers } = await api.http.put('/v1/sessions');
  expect([status, body.code, headers['allow']]).toEqual([
    405,
    'method_not_allowed',
    'POST, GET, HEAD',
  ]);
});

describe('a field that breaks a rule is named with it', () => {
  const attributes = Object.fromEntries(
    Array.from({ length: 51 }, (_, n) => [`a${String(n)}`, 'x']),
  );
  test.each<[string, object, string, string]>([
    ['missing', { text: undefined }, 'text', 'required'],
    ['null', { text: null }, 'text', 'invalid_type'],
    ['empty', { text: '' }, 'text', 'too_short'],
    ['an operator', { text: { $ne: null } }, 'text', 'invalid_type'],
    ['a list', { messageId: ['m-1'] }, 'messageId', 'invalid_type'],
    ['too long', { text: 'x'.repeat(16_385) }, 'text', 'too_long'],
    ['U+0000', { text: 'a\0b' }, 'text', 'forbidden_character'],
    ['a control character', { messageId: 'a\nb' }, 'messageId', 'forbidden_character'],
    ['half a surrogate pair', { messageId: 'a\ud800' }, 'messageId', 'forbidden_character'],
    ['a long ID', { customer: { id: 'x'.repeat(201) } }, 'customer.id', 'too_long'],
    ['an unknown field', { status: 'closed' }, 'status', 'unknown_field'],
    [
      'an unknown field inside',
      { customer: { id: 'a', _id: 'b' } },
      'customer._id',
      'unknown_field',
    ],
    ['a dotted key', { 'customer.id': 'b' }, 'customer.id', 'unknown_field'],
    ['too many attributes', { attributes }, 'attributes', 'too_long'],
    ['a number as attribute', { attributes: { a: 1 } }, 'attributes.a', 'invalid_type'],
    [
      'an attribute like a prototype',
      { attributes: { constructor: 'a' } },
      'attributes.constructor',
      'invalid_format',
    ],
    [
      'an attribute like an operator',
      { attributes: { $where: 'a' } },
      'attributes.$where',
      'invalid_format',
    ],
    ['too many orders', { orderIds: Array(51).fill('a') }, 'orderIds', 'too_long'],
  ])('%s', async (_name, changes, path, code) => {
    const { status, body } = await api.http.post(MESSAGES).send(message(changes));
    expect([status, body.code]).toEqual([422, 'validation_failed']);
    expect(body.errors).toContainEqual({ path, code, message: expect.any(String) });
  });

  test.each([
    ['/v1/sessions?limit=201', 'limit', 'too_large'],
    ['/v1/sessions?limit=x', 'limit', 'invalid_format'],
    ['/v1/sessions?limit=1&limit=2', 'limit', 'repeated'],
    ['/v1/sessions?status[$ne]=closed', 'status[$ne]', 'unknown_field'],
    ['/v1/sessions?status=open', 'status', 'not_allowed'],
    ['/v1/sessions?createdAfter=yesterday', 'createdAfter', 'invalid_format'],
    ['/v1/sessions?createdAfter=2026-02-30T00:00:00Z', 'createdAfter', 'invalid_format'],
    ['/v1/sessions?cursor=nonsense', 'cursor', 'invalid_cursor'],
    [`/v1/sessions?cursor=${beyondAllDates}`, 'cursor', 'invalid_cursor'],
    ['/v1/sessions?sort=name', 'sort', 'not_allowed'],
    ['/v1/agents/%00', 'id', 'forbidden_character'],
    ['/healthz?x=1', 'x', 'unknown_field'],
  ])('%s', async (path, field, code) => {
    const { status, body } = await api.http.get(path);
    expect([status, body.code]).toEqual([422, 'validation_failed']);
    expect(body.errors).toContainEqual({ path: field, code, message: expect.any(String) });
  });
});

test('an address that cannot be decoded is malformed', async () => {
  const { status, body } = await api.http.get('/v1/agents/%ff');
  expect([status, body.code]).toEqual([400, 'malformed_request']);
});

describe('what is no HTTP, or too much of it, is answered in the same shape', () => {
  const withServer = async <T>(use: (port: number) => Promise<T>): Promise<T> => {
    const server = limitedServer(api.app);
    await listen(server, '127.0.0.1', 0);
    try {
      return await use((server.address() as AddressInfo).port);
    } finally {
      await drain(server);
    }
  };
  const said = (port: number, text: string) =>
    new Promise<string>((resolve) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString('utf8')));
      // The server reads no more of it, so that the connection may end with an error after the answer.
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
    });

  test('garbage', async () => {
    const answer = await withServer((port) => said(port, 'hello\r\n\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"malformed_request"');
  });

  test('ten thousand headers', async () => {
    const headers = Array.from({ length: 10_000 }, (_, n) => `X-${String(n)}: y\r\n`).join('');
    const answer = await withServer((port) =>
      said(port, `GET / HTTP/1.1\r\nHost: x\r\n${headers}\r\n`),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"headers_too_large"');
  });
});
