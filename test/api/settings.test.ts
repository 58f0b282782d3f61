import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());

const response = (limitSeconds: number, warningSeconds: number) => ({
  ...DEFAULT_SETTINGS,
  response: { enabled: true, limitSeconds, warningSeconds },
});

test('before anybody saved, the defaults are version 0', async () => {
  const { status, body, headers } = await api.http.get('/v1/settings');
  expect(status).toBe(200);
  expect(body).toEqual({ version: 0, savedAt: null, savedBy: null, settings: DEFAULT_SETTINGS });
  expect(headers['etag']).toBe('"0"');
});

test('a save makes a version, and of two based on the same version the second is refused', async () => {
  const first = await api.http.put('/v1/settings').set('If-Match', '"0"').send(response(600, 60));
  expect([first.status, first.body.version, first.headers['etag']]).toEqual([200, 1, '"1"']);
  const second = await api.http.put('/v1/settings').set('If-Match', '"0"').send(response(900, 60));
  expect([second.status, second.body.code]).toEqual([412, 'precondition_failed']);
  const read = await api.http.get('/v1/settings');
  expect(read.body.settings.response.limitSeconds).toBe(600);
});

test('reading what was read already answers 304', async () => {
  const { headers } = await api.http.get('/v1/settings');
  const again = await api.http.get('/v1/settings').set('If-None-Match', String(headers['etag']));
  expect(again.status).toBe(304);
});

test('a channel overrides any part, under the same line of versions', async () => {
  const saved = await api.http
    .put('/v1/settings/channels/whatsapp')
    .send({ response: { limitSeconds: 300 } });
  expect([saved.status, saved.body.version]).toEqual([200, 2]);
  const read = await api.http.get('/v1/settings/channels/whatsapp');
  expect(read.body.overrides).toEqual({ response: { limitSeconds: 300 } });
  expect(read.body.effective.response).toEqual({
    enabled: true,
    limitSeconds: 300,
    warningSeconds: 60,
  });
});

test('a default that breaks a channel is refused, names the channel, and saves nothing', async () => {
  const { status, body } = await api.http.put('/v1/settings').send(response(900, 400));
  expect([status, body.code]).toEqual([422, 'validation_failed']);
  expect(body.errors).toEqual([
    {
      path: 'response.warningSeconds',
      code: 'warning_not_below_limit',
      message: expect.stringContaining('"whatsapp"'),
      channel: 'whatsapp',
    },
  ]);
  expect((await api.http.get('/v1/settings')).body.version).toBe(2);
});

test('removing overrides brings the default back; removing nothing makes no version', async () => {
  expect((await api.http.delete('/v1/settings/channels/whatsapp')).status).toBe(204);
  expect((await api.http.delete('/v1/settings/channels/whatsapp')).status).toBe(204);
  const read = await api.http.get('/v1/settings/channels/whatsapp');
  expect([read.body.version, read.body.overrides]).toEqual([3, {}]);
});

test('the versions tell who saved what, newest first, in pages', async () => {
  const first = await api.http.get('/v1/settings/versions?limit=2');
  expect(first.body.items.map((item: { version: number }) => item.version)).toEqual([3, 2]);
  expect(first.body.items[1]).toMatchObject({ channel: 'whatsapp', settings: null });
  const cursor = encodeURIComponent(String(first.body.nextCursor));
  const second = await api.http.get(`/v1/settings/versions?limit=2&cursor=${cursor}`);
  expect(second.body.items.map((item: { version: number }) => item.version)).toEqual([1]);
  expect(second.body.nextCursor).toBeNull();
});

describe('what is refused names the field and the rule', () => {
  const day = 86_400;
  const reminders = (...afterSeconds: number[]) =>
    afterSeconds.map((seconds) => ({ afterSeconds: seconds, message: 'Still there?' }));
  const hours = {
    timeZone: 'Europe/Berlin',
    weekly: { monday: [{ from: '09:00', to: '17:00' }] },
    holidays: [],
  };

  test.each<[string, object, string, string]>([
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
  ])('%s', async (_name, overrides, path, code) => {
    const before = (await api.http.get('/v1/settings')).body.version;
    const { status, body } = await api.http.put('/v1/settings/channels/web').send(overrides);
    expect([status, body.code]).toEqual([422, 'validation_failed']);
    expect(body.errors).toContainEqual({ path, code, message: expect.any(String) });
    expect((await api.http.get('/v1/settings')).body.version).toBe(before);
  });
});
