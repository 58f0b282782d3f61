/** `sessionkeeper start` as its supervisor sees it: who runs, who comes back, who may not start. */

import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { filesOf } from '../support/files.ts';
import { startProduct, type Part } from '../support/product.ts';
import { isWanted, until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const parts: readonly Part[] = ['temporal', 'mongodb', 'worker', 'api'];

const { product } = useProduct();

function runFile(): { processes: Partial<Record<Part, { pid: number; address?: string }>> } {
  return JSON.parse(readFileSync(join(product.dataDir, 'run.json'), 'utf8')) as ReturnType<
    typeof runFile
  >;
}

/** Tries one more `start`, which is expected to end by itself. */
function tryStart(env: NodeJS.ProcessEnv): { status: number | null; sentence: string } {
  const { status, stderr } = spawnSync(process.execPath, ['dist/src/main.js', 'start'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    encoding: 'utf8',
    timeout: 90_000,
  });
  return { status, sentence: stderr };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('run.json names each process with its address', () => {
  expect(runFile().processes).toMatchObject({
    temporal: { pid: expect.any(Number), address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
    mongodb: { pid: expect.any(Number), address: expect.stringMatching(/^mongodb:/) },
    worker: { pid: expect.any(Number) },
    api: { pid: expect.any(Number), address: product.api },
  });
});

test('the first user is an admin with a password that is shown once, and kept nowhere', async () => {
  // What is printed comes by a pipe of its own, and after the API answers.
  const [, email = '', password = ''] = await until('the first user is shown', () =>
    /First user +(\S+), password (\S+) \(shown this once\)/.exec(product.output()),
  );
  expect(email).toBe('admin@localhost');
  expect(password).toHaveLength(24);
  const signIn = (tried: string) =>
    fetch(`${product.api}/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: tried }),
    });
  expect((await signIn(`${password}x`)).status).toBe(401);
  const signedIn = await signIn(password);
  expect(await signedIn.json()).toMatchObject({ email, role: 'admin' });
  expect(signedIn.headers.get('set-cookie')).toMatch(/^sessionkeeper=/);
  const holding = (text: string): string[] =>
    filesOf(product.dataDir).flatMap(({ path, bytes }) => (bytes.includes(text) ? [path] : []));
  await until('the user is on disk', () => holding(email).length > 0);
  expect(holding(password)).toEqual([]);
});

test('a second start on the same folder is refused in one sentence', () => {
  expect(tryStart({ SESSIONKEEPER_DATA_DIR: product.dataDir })).toEqual({
    status: 1,
    sentence:
      `Sessionkeeper already runs on ${product.dataDir} (process ${product.pid}): stop that one, ` +
      'or set SESSIONKEEPER_DATA_DIR to another folder.\n',
  });
});

test('a start with a port in use is refused in one sentence, and leaves nothing running', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dataDir = join(product.dataDir, 'another');

  const { status, sentence } = tryStart({ SESSIONKEEPER_DATA_DIR: dataDir, PORT: String(port) });

  expect(status).toBe(1);
  expect(sentence).toBe(
    `Port ${port} for the API is in use on 127.0.0.1: stop what listens there, ` +
      'or set PORT to another port, or to 0 for any free one.\n',
  );
  expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
  server.close();
});

test('with both servers given and no key the start is refused in one sentence', () => {
  const { status, sentence } = tryStart({
    SESSIONKEEPER_DATA_DIR: join(product.dataDir, 'given'),
    TEMPORAL_ADDRESS: product.temporalAddress,
    MONGODB_URI: product.mongodbUri,
  });
  expect(status).toBe(1);
  expect(sentence).toMatch(/^SESSIONKEEPER_CONVERSATION_KEY must be set, .*\.\n$/);
});

test('what is killed comes back, with a notice, where it was', async () => {
  const before = runFile().processes;
  const killed = parts.map((part) => product.signal(part, 'SIGKILL'));

  await until('every part runs again', () =>
    parts.every((part, at) => (product.pidOf(part) ?? killed[at]) !== killed[at]),
  );
  await until('the API is ready', async () =>
    isWanted((await fetch(`${product.api}/readyz`)).status, 200, [503]),
  );

  for (const part of parts) {
    const address = before[part]?.address;
    await until(`${part} where it was`, () => {
      const now = runFile().processes[part];
      return now !== undefined && now.address === address;
    });
  }
  // What is printed comes by a pipe of its own.
  for (const notice of ['MongoDB ended unexpectedly (SIGKILL)', 'the worker is back']) {
    await until(notice, () => product.output().includes(`Notice: ${notice}`));
  }
}, 360_000);

test('nothing outlives a supervisor that is killed, and the next start goes on', async () => {
  const pids = product.pids();
  process.kill(product.pid, 'SIGKILL');
  await until('every process is gone', () => !pids.some(isAlive));

  Object.assign(product, await startProduct({}, { dataDir: product.dataDir }));
  expect(runFile().processes.api?.address).toBe(product.api);
  expect(product.output()).not.toContain('First user');
}, 180_000);
