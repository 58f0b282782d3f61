import { expect, test } from '@jest/globals';
import { withOverrides, type SettingsOverrides } from '../../src/core/effective-settings.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { settingsProblems } from '../../src/core/settings-rules.ts';

const problems = (overrides: SettingsOverrides) =>
  settingsProblems(withOverrides(DEFAULT_SETTINGS, overrides)).map(({ path, code }) => [
    path,
    code,
  ]);

const reminders = (...seconds: number[]) =>
  seconds.map((afterSeconds) => ({ afterSeconds, message: 'Still there?' }));

test('the defaults keep the rules', () => {
  expect(problems({})).toEqual([]);
});

test('the warning is less than the limit, also while the group is off', () => {
  expect(problems({ response: { limitSeconds: 301 } })).toEqual([]);
  expect(problems({ response: { enabled: false, limitSeconds: 300 } })).toEqual([
    ['response.warningSeconds', 'warning_not_below_limit'],
  ]);
  expect(problems({ response: { limitSeconds: 1, warningSeconds: 0 } })).toEqual([]);
});

test('reminders ascend', () => {
  expect(problems({ autoClose: { reminders: reminders(60, 120, 180) } })).toEqual([]);
  expect(problems({ autoClose: { reminders: reminders(60, 60, 50) } })).toEqual([
    ['autoClose.reminders.1.afterSeconds', 'reminders_not_ascending'],
    ['autoClose.reminders.2.afterSeconds', 'reminders_not_ascending'],
  ]);
});

test('every reminder comes before the auto-close', () => {
  expect(problems({ autoClose: { afterSeconds: 100, reminders: reminders(99, 100) } })).toEqual([
    ['autoClose.reminders.1.afterSeconds', 'reminder_not_before_close'],
  ]);
});
