import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());

const day = 86_400;
const reminders = (...afterSeconds: number[]) =>
  afterSeconds.map((seconds) => ({ afterSeconds: seconds, message: 'Still there?' }));
const hours = {
  timeZone: 'Europe/Berlin',
  weekly: { monday: [{ from: '09:00', to: '17:00' }] },
  holidays: [],
};

/** What is tried, the overrides that try it, the field that is named, and the rule. */
const REFUSED: [string, object, string, string][] = [
  ['a fraction', { response: { limitSeconds: 1.5 } }, 'response.limitSeconds', 'invalid_type'],
  ['a negative', { response: { limitSeconds: -1 } }, 'response.limitSeconds', 'too_small'],
  ['zero', { response: { limitSeconds: 0 } }, 'response.limitSeconds', 'too_small'],
  ['ten years', { response: { limitSeconds: 3650 * day } }, 'response.limitSeconds', 'too_large'],
  ['a text', { offline: { graceSeconds: '60' } }, 'offline.graceSeconds', 'invalid_type'],
  ['an unknown field', { queue: { color: 'red' } }, 'queue.color', 'unknown_field'],
  ['an unknown group', { sla: {} }, 'sla', 'unknown_field'],
  ['an unknown mode', { reception: { mode: 'loud' } }, 'reception.mode', 'not_allowed'],
  [
    'an offer too short',
    { reception: { acceptSeconds: 4 } },
    'reception.acceptSeconds',
    'too_small',
  ],
  [
    'an offer too long',
    { reception: { acceptSeconds: 901 } },
    'reception.acceptSeconds',
    'too_large',
  ],
  ['misses', { reception: { awayAfterMisses: 11 } }, 'reception.awayAfterMisses', 'too_large'],
  ['hops', { reassignment: { maxHops: 21 } }, 'reassignment.maxHops', 'too_large'],
  ['grace', { offline: { graceSeconds: 3601 } }, 'offline.graceSeconds', 'too_large'],
  ['queue', { queue: { maxWaitSeconds: day + 1 } }, 'queue.maxWaitSeconds', 'too_large'],
  ['close', { autoClose: { afterSeconds: 7 * day + 1 } }, 'autoClose.afterSeconds', 'too_large'],
  ['text', { autoClose: { message: 'x'.repeat(4097) } }, 'autoClose.message', 'too_long'],
  [
    'expiry',
    { tokenLink: { expirationMinutes: 1441 } },
    'tokenLink.expirationMinutes',
    'too_large',
  ],
  ['strategy', { assignment: { strategy: 'random' } }, 'assignment.strategy', 'not_allowed'],
  [
    'warning not below the limit',
    { response: { limitSeconds: 60, warningSeconds: 60 } },
    'response.warningSeconds',
    'warning_not_below_limit',
  ],
  [
    'four reminders',
    { autoClose: { reminders: reminders(1, 2, 3, 4) } },
    'autoClose.reminders',
    'too_long',
  ],
  [
    'reminders out of order',
    { autoClose: { reminders: reminders(20, 10) } },
    'autoClose.reminders.1.afterSeconds',
    'reminders_not_ascending',
  ],
  [
    'a reminder after the close',
    { autoClose: { afterSeconds: 60, reminders: reminders(60) } },
    'autoClose.reminders.0.afterSeconds',
    'reminder_not_before_close',
  ],
  [
    'an unknown zone',
    { businessHours: { ...hours, timeZone: 'Mars/Olympus' } },
    'businessHours.timeZone',
    'unknown_time_zone',
  ],
  [
    'a calendar that never opens',
    { businessHours: { ...hours, weekly: {} } },
    'businessHours',
    'never_opens',
  ],
  [
    'no such time of day',
    { businessHours: { ...hours, weekly: { monday: [{ from: '9:00', to: '25:00' }] } } },
    'businessHours.weekly.monday.0.from',
    'invalid_format',
  ],
];

test.each(REFUSED)('refused, with its field and rule: %s', async (_name, overrides, path, code) => {
  const before = (await api.http.get('/v1/settings')).body.version;
  const { status, body } = await api.http.put('/v1/settings/channels/web').send(overrides);
  expect([status, body.code]).toEqual([422, 'validation_failed']);
  expect(body.errors).toContainEqual({ path, code, message: expect.any(String) });
  expect((await api.http.get('/v1/settings')).body.version).toBe(before);
});
