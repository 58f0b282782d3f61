/** What docs/first-hour.md says is done as it stands there, on the real product. */

import { expect, test } from '@jest/globals';
import { execa } from 'execa';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePortOn } from '../../src/free-port.ts';
import { ADMIN_KEY } from '../support/product.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const guide = readFileSync('docs/first-hour.md', 'utf8');

/** The blocks of code that are marked with a word, one after the other. */
function code(language: string, mark: string): string {
  const blocks = guide.matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms);
  const found = [...blocks].filter(([, lang, word]) => lang === language && word === mark);
  expect(found.length).toBeGreaterThan(0);
  return found.map(([, , , text]) => text).join('');
}

const { product, atEnd } = useProduct({
  env: { SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8' },
});

/** Where a program finds the packages of this project. */
function programFolder(): string {
  const cache = 'node_modules/.cache';
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'first-hour-'));
  atEnd(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const shell = (script: string, env: Record<string, string>) =>
  execa('bash', ['-euo', 'pipefail', '-c', script], { env });

test('who does what the guide says has a channel', async () => {
  const given = {
    API: product.api,
    CHANNEL: `http://127.0.0.1:${String(await freePortOn('127.0.0.1'))}`,
    SESSIONKEEPER_ADMIN_KEY: ADMIN_KEY,
  };
  const first = code('sh', 'first');
  const secrets = ['SESSIONKEEPER_KEY', 'WEBHOOK_SECRET'] as const;
  const shown = secrets.map((name) => `\necho "$${name}"`).join('');
  const { stdout } = await shell(first + shown, given);
  const [SESSIONKEEPER_KEY = '', WEBHOOK_SECRET = ''] = stdout.split('\n').slice(-2);
  expect(SESSIONKEEPER_KEY).toMatch(/^sk_/);
  expect(WEBHOOK_SECRET).toMatch(/^whsec_/);

  const program = join(programFolder(), 'channel.mjs');
  writeFileSync(program, code('js', 'channel.mjs'));
  const env = { ...process.env, ...given, SESSIONKEEPER_KEY, WEBHOOK_SECRET };
  const channel = spawn(process.execPath, [program], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(() => channel.kill());
  let printed = '';
  channel.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await until('the channel listens', () => printed.includes('the channel listens'));

  // What the first steps exported and defined, without making a second key and webhook.
  const start = first.slice(0, first.indexOf('export SESSIONKEEPER_KEY'));
  await shell(start + code('sh', 'conversation'), given);
  await until('the channel has the reply', () => printed.includes('to +15550100: It left today.'));
  const [, promised] = /The channel prints `([^`]+)`/.exec(guide)!;
  expect(printed).toContain(promised);

  const forged = await fetch(`${given.CHANNEL}/webhook`, {
    method: 'POST',
    headers: { 'webhook-id': 'e', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' },
    body: '{}',
  });
  expect(forged.status).toBe(401);
});
