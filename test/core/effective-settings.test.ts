import { expect, test } from '@jest/globals';
import {
  completeSettings,
  effectiveSettings,
  withOverrides,
} from '../../src/core/effective-settings.ts';
import { DEFAULT_SETTINGS, type BusinessHours } from '../../src/core/settings.ts';

test('overrides replace single fields of a group and leave the rest', () => {
  const settings = withOverrides(DEFAULT_SETTINGS, {
    response: { limitSeconds: 60, warningSeconds: undefined },
  });
  expect(settings.response).toEqual({ enabled: true, limitSeconds: 60, warningSeconds: 300 });
  expect(settings.queue).toBe(DEFAULT_SETTINGS.queue);
  expect(DEFAULT_SETTINGS.response.limitSeconds).toBe(1800);
});

test('lists are replaced whole', () => {
  const two = [1, 2].map((afterSeconds) => ({ afterSeconds, message: 'Still there?' }));
  const base = withOverrides(DEFAULT_SETTINGS, { autoClose: { reminders: two } });
  expect(withOverrides(base, { autoClose: { reminders: [] } }).autoClose.reminders).toEqual([]);
});

test('opening hours are replaced whole, also by none', () => {
  const hours = (timeZone: string): BusinessHours => ({ timeZone, weekly: {}, holidays: [] });
  const base = withOverrides(DEFAULT_SETTINGS, { businessHours: hours('Europe/Berlin') });
  expect(withOverrides(base, { businessHours: hours('Asia/Tokyo') }).businessHours).toEqual(
    hours('Asia/Tokyo'),
  );
  expect(withOverrides(base, { businessHours: null }).businessHours).toBeNull();
  expect(withOverrides(base, {}).businessHours).toEqual(hours('Europe/Berlin'));
});

test('a channel without overrides has the default, whatever it is called', () => {
  const state = { version: 1, default: DEFAULT_SETTINGS, channels: {} };
  for (const channel of ['web', 'constructor', '__proto__']) {
    expect(effectiveSettings(state, channel)).toEqual(DEFAULT_SETTINGS);
  }
});

test('a default saved before a setting existed has the product’s default for it', () => {
  expect(completeSettings({ queue: { maxWaitSeconds: 5 } })).toEqual({
    ...DEFAULT_SETTINGS,
    queue: { ...DEFAULT_SETTINGS.queue, maxWaitSeconds: 5 },
  });
});
