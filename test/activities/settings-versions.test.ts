import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import {
  saveSettings,
  settingsAt,
  type SettingsChange,
} from '../../src/store/settings/versions.ts';
import { useDatabase } from './support/database.ts';

const bench = useDatabase();
const nowMs = Date.UTC(2026, 0, 1);

const put = (change: SettingsChange, expectedVersion: number | null = null) =>
  saveSettings(bench.models, change, { savedBy: 'admin', nowMs, expectedVersion });

const limit = (limitSeconds: number): SettingsChange => ({
  channel: null,
  values: { ...DEFAULT_SETTINGS, response: { enabled: true, limitSeconds, warningSeconds: 60 } },
});

test('of many who save over one version exactly one succeeds', async () => {
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => put(limit(600 + n), 0)));
  expect(results.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
  expect(results.filter(({ outcome }) => outcome === 'stale')).toHaveLength(5);
  expect((await settingsAt(bench.models)).version).toBe(1);
});

test('those who save whatever is there all succeed, each under a number of its own', async () => {
  await Promise.all([1, 2, 3, 4].map((n) => put({ channel: `ch${n}`, values: {} })));
  expect((await settingsAt(bench.models)).version).toBe(4);
});

test('a version keeps the state it made: the latest default and overrides up to it', async () => {
  await put(limit(600));
  await put({ channel: 'web', values: { response: { limitSeconds: 300 } } });
  await put(limit(900));
  await put({ channel: 'web', values: {} });
  const seen = await Promise.all(
    [0, 1, 2, 3, 4].map((version) => settingsAt(bench.models, version)),
  );
  expect(
    seen.map((state) => [
      state.version,
      state.default.response.limitSeconds,
      state.channels['web']?.response?.limitSeconds,
    ]),
  ).toEqual([
    [0, 1800, undefined],
    [1, 600, undefined],
    [2, 600, 300],
    [3, 900, 300],
    [4, 900, undefined],
  ]);
});

test('a default that makes a channel’s effective settings invalid is refused and names the channel', async () => {
  await put({ channel: 'web', values: { response: { limitSeconds: 400 } } });
  const change = limit(900);
  change.values.response = { enabled: true, limitSeconds: 900, warningSeconds: 500 };
  expect(await put(change)).toEqual({
    outcome: 'invalid',
    problems: [
      expect.objectContaining({
        channel: 'web',
        path: 'response.warningSeconds',
        code: 'warning_not_below_limit',
      }),
    ],
  });
  expect((await settingsAt(bench.models)).version).toBe(1);
});

test('opening hours that never open are refused', async () => {
  const businessHours = { timeZone: 'Europe/Berlin', weekly: {}, holidays: [] };
  expect(await put({ channel: 'web', values: { businessHours } })).toMatchObject({
    outcome: 'invalid',
    problems: [{ channel: 'web', path: 'businessHours', code: 'never_opens' }],
  });
});
