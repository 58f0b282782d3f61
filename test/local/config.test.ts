import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config.ts';
import { loadStartConfig } from '../../src/local/start-config.ts';

const conversationKey = 'k'.repeat(32);
const enough = {
  MONGODB_URI: 'mongodb://127.0.0.1/sessionkeeper',
  SESSIONKEEPER_CONVERSATION_KEY: conversationKey,
  TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml',
};

test('what is not said has a default', () => {
  const config = loadConfig(enough);
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: null,
    logLevel: 'info',
    taskQueue: 'sessionkeeper',
    temporal: { connectionOptions: { address: 'localhost:7233' }, namespace: 'default' },
    temporalUiUrl: null,
  });
  expect(loadStartConfig({ TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' })).toMatchObject({
    dataDir: join(process.cwd(), '.sessionkeeper'),
    temporalAddress: null,
    mongodbUri: null,
    temporalPort: 7233,
    temporalUiPort: 8233,
    mongodbPort: 27017,
    conversationKeyMissing: true,
    adminKeyMissing: true,
  });
});

test('Temporal is reached as its own variables say', () => {
  const { temporal } = loadConfig({
    ...enough,
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    TEMPORAL_NAMESPACE: 'support',
    TEMPORAL_API_KEY: 'key',
  });
  expect(temporal).toMatchObject({
    connectionOptions: { address: 'temporal.example:7233', apiKey: 'key', tls: true },
    namespace: 'support',
  });
});

test('the configuration cannot be changed afterwards', () => {
  const config = loadConfig(enough);
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.temporal.connectionOptions)).toBe(true);
});

test('a secret may lie in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'key');
  writeFileSync(file, `${'s'.repeat(40)}\n`);
  const { SESSIONKEEPER_CONVERSATION_KEY: _, ...rest } = enough;
  const config = loadConfig({ ...rest, SESSIONKEEPER_CONVERSATION_KEY_FILE: file });
  expect(config.conversationKey).toBe('s'.repeat(40));
});

test('an empty variable counts as not set', () => {
  expect(loadConfig({ ...enough, PUBLIC_URL: '', LOG_LEVEL: '' }).logLevel).toBe('info');
});

test.each([
  [
    'an unknown name',
    { SESSIONKEEPER_TEMPORAL_PROT: '1' },
    'SESSIONKEEPER_TEMPORAL_PROT is not a setting: did you mean SESSIONKEEPER_TEMPORAL_PORT?',
  ],
  ['a port that is none', { PORT: '99999' }, 'PORT must be a port number from 0 to 65535.'],
  [
    'a level that is none',
    { LOG_LEVEL: 'loud' },
    'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
  ],
  [
    'a short key',
    { SESSIONKEEPER_CONVERSATION_KEY: 'short' },
    'SESSIONKEEPER_CONVERSATION_KEY must have 32 characters or more.',
  ],
  [
    'no key',
    { SESSIONKEEPER_CONVERSATION_KEY: '' },
    'SESSIONKEEPER_CONVERSATION_KEY must be set (or SESSIONKEEPER_CONVERSATION_KEY_FILE, to a file that holds it).',
  ],
  [
    'another database',
    { MONGODB_URI: 'postgres://x' },
    'MONGODB_URI must begin with mongodb:// or mongodb+srv://.',
  ],
  [
    'an address without scheme',
    { PUBLIC_URL: 'example.com' },
    'PUBLIC_URL must be an address that begins with http:// or https://.',
  ],
  [
    'a network that is none',
    { SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS: '10.0.0.0/8,10.0.0.0/33' },
    'SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS must be networks like 10.0.0.0/8, separated by commas.',
  ],
  [
    'a rate of nothing',
    { SESSIONKEEPER_RATE_KEY_PER_SECOND: '0' },
    'SESSIONKEEPER_RATE_KEY_PER_SECOND must be a whole number from 1 to 999999999.',
  ],
  [
    'an origin with a path',
    { SESSIONKEEPER_CORS_ORIGINS: 'https://shop.example,https://desk.example/x' },
    'SESSIONKEEPER_CORS_ORIGINS must be origins like https://example.com, separated by commas.',
  ],
  [
    'a password that is short',
    { SESSIONKEEPER_ADMIN_PASSWORD: 'elevenchars' },
    'SESSIONKEEPER_ADMIN_PASSWORD must have 12 to 200 characters.',
  ],
  [
    'an OpenID provider over http elsewhere',
    { SESSIONKEEPER_OIDC_ISSUER: 'http://127.0.0.1.example' },
    'SESSIONKEEPER_OIDC_ISSUER must begin with https://, except on this machine.',
  ],
  [
    'an OpenID provider without a client',
    { SESSIONKEEPER_OIDC_ISSUER: 'http://127.0.0.1:8080/realms/x' },
    'SESSIONKEEPER_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET must all be set, or none of them.',
  ],
  [
    'a secret twice',
    { SESSIONKEEPER_CONVERSATION_KEY_FILE: '/x' },
    'SESSIONKEEPER_CONVERSATION_KEY and SESSIONKEEPER_CONVERSATION_KEY_FILE are both set: set one of them.',
  ],
  [
    'a file that is missing',
    { SESSION_SECRET_FILE: '/nowhere' },
    'SESSION_SECRET_FILE names /nowhere, which cannot be read (ENOENT).',
  ],
])('%s is refused in one sentence', (_what, env, sentence) => {
  expect(() => loadConfig({ ...enough, ...env })).toThrow(sentence);
});

test('everything that is wrong is said at once, a line each', () => {
  const load = () => loadConfig({ ...enough, PORT: 'x', LOG_LEVEL: 'y' });
  expect(load).toThrow(/^PORT .*\.\nLOG_LEVEL .*\.$/);
});

const first = Buffer.alloc(32, 1).toString('base64');
const second = Buffer.alloc(32, 2).toString('base64url');

test('payloads are encrypted under the keys that are given, in their order', () => {
  expect(loadConfig(enough).payloadKeys).toEqual([]);
  const keys = `2026-02:${first}, 2026-01:${second}`;
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'keys');
  writeFileSync(file, `${keys}\n`);
  for (const given of [
    { SESSIONKEEPER_PAYLOAD_KEYS: keys },
    { SESSIONKEEPER_PAYLOAD_KEYS_FILE: file },
  ]) {
    expect(loadConfig({ ...enough, ...given }).payloadKeys).toEqual([
      { id: '2026-02', key: new Uint8Array(32).fill(1) },
      { id: '2026-01', key: new Uint8Array(32).fill(2) },
    ]);
  }
});

test.each([
  ['a key without an ID', first, 'key 1 is not'],
  ['an ID without a key', `a:${first},b`, 'key 2 is not'],
  ['31 bytes', `a:${Buffer.alloc(31).toString('base64')}`, 'key 1 is not'],
  ['33 bytes', `a:${Buffer.alloc(33).toString('base64')}`, 'key 1 is not'],
  ['an ID with a space', `a key:${first}`, 'key 1 is not'],
  ['a comma too many', `a:${first},`, 'key 2 is not'],
  ['the same ID twice', `a:${first},b:${second},a:${second}`, 'two keys with the ID a'],
])('payload keys are refused, and not repeated, with %s', (_what, keys, sentence) => {
  const load = () => loadConfig({ ...enough, SESSIONKEEPER_PAYLOAD_KEYS: keys });
  expect(load).toThrow(sentence);
  expect(load).not.toThrow(first.slice(0, 20));
});
