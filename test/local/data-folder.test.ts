import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataFolder, conversationKeyFile } from '../../src/local/servers/data-folder.ts';
import { identityOf } from '../../src/local/processes/process-identity.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'data-folder-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

test('a folder belongs to one process at a time', () => {
  const claim = claimDataFolder(dataDir);
  expect(() => claimDataFolder(dataDir)).toThrow(
    `Sessionkeeper already runs on ${dataDir} (process ${process.pid}): stop that one, ` +
      'or set SESSIONKEEPER_DATA_DIR to another folder.',
  );
  claim.release();
  claimDataFolder(dataDir).release();
});

test.each([
  ['that has ended', { pid: 4_194_305, born: '1' }],
  ['whose ID another has now', { ...identityOf(process.pid), born: '1' }],
])('the claim of a process %s does not count', (_which, holder) => {
  writeFileSync(join(dataDir, 'supervisor.lock'), JSON.stringify(holder));
  claimDataFolder(dataDir).release();
});

test('a claim that cannot be read does not count', () => {
  writeFileSync(join(dataDir, 'supervisor.lock'), '');
  claimDataFolder(dataDir).release();
});

test('a folder that cannot be written is named in one sentence', () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');
  expect(() => claimDataFolder(join(file, 'data'))).toThrow(
    `The data folder ${file}/data cannot be written (ENOTDIR): ` +
      'set SESSIONKEEPER_DATA_DIR to one that can.',
  );
});

test('the key of conversation IDs is made once, for its owner only', () => {
  const file = conversationKeyFile(dataDir);
  const key = readFileSync(file, 'utf8');
  expect(key.length).toBeGreaterThanOrEqual(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(conversationKeyFile(dataDir), 'utf8')).toBe(key);
});
