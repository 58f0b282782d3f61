/** What the driver may fail with while MongoDB is away, and is to be answered 503. */

import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { databaseIsAway } from '../../src/store/in-time.ts';

test('a write to a connection that the server has just ended is a failure of the way there', async () => {
  const server = createServer((near) => near.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').resume();
  // Node ends its own side then, and it closes a moment later.
  socket.once('end', () => socket.end().write('?'));
  const [error] = (await once(socket, 'error')) as NodeJS.ErrnoException[];
  server.close();
  expect(error).toMatchObject({ name: 'Error', code: 'EPIPE' });
  expect(databaseIsAway(error)).toBe(true);
});

test('a fault of our own is not taken for one of the database', () => {
  expect(databaseIsAway(new TypeError('x is not a function'))).toBe(false);
  expect(databaseIsAway(Object.assign(new Error('No such file'), { code: 'ENOENT' }))).toBe(false);
});
