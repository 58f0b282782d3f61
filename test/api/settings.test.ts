import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
  expect(first.body.items.map(({ version }) => version)).toEqual([3, 2]);
  expect(first.body.items[1]).toMatchObject({ channel: 'whatsapp', settings: null });
  const cursor = encodeURIComponent(String(first.body.nextCursor));
  const second = await api.http.get(`/v1/settings/versions?limit=2&cursor=${cursor}`);
  expect(second.body.items.map(({ version }) => version)).toEqual([1]);
  expect(second.body.nextCursor).toBeNull();
});
