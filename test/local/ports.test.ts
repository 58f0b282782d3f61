import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePort } from '../../src/local/ports.ts';

const wish = { what: 'MongoDB', setting: 'SESSIONKEEPER_MONGODB_PORT', host: '127.0.0.1' };

test('a port in use is named in one sentence, with the setting that moves it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  await expect(freePort({ ...wish, port })).rejects.toThrow(
    `Port ${port} for MongoDB is in use on 127.0.0.1: stop what listens there, ` +
      'or set SESSIONKEEPER_MONGODB_PORT to another port, or to 0 for any free one.',
  );

  server.close();
});

test('an address that this machine does not have is named too', async () => {
  await expect(freePort({ ...wish, host: '192.0.2.1', port: 0 })).rejects.toThrow(
    'MongoDB cannot listen on 192.0.2.1:0 (EADDRNOTAVAIL)',
  );
});

test('port 0 is any free one that no outgoing connection is given', async () => {
  const port = await freePort({ ...wish, port: 0 });
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(30_000);
});

test('no port is given twice, though nobody listens there yet', async () => {
  const count = 150;
  const ports = new Set<number>();
  for (let asked = 0; asked < count; asked += 1) ports.add(await freePort({ ...wish, port: 0 }));
  expect(ports.size).toBe(count);
});
