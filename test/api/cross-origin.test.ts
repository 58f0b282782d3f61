/** Pages of the listed origins may call the API from a browser; those of others may not. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asking, runningApi, type RunningApi } from './running-api.ts';

const LISTED = 'https://shop.example';
let api: RunningApi;

beforeAll(async () => {
  api = await runningApi({ corsOrigins: [LISTED, 'https://desk.example'] });
});
afterAll(() => api.close());

const preflight = (origin: string) =>
  asking(api.app)
    .options('/v1/sessions')
    .set('Origin', origin)
    .set('Access-Control-Request-Method', 'POST')
    .set('Access-Control-Request-Headers', 'authorization,content-type');

test('a listed origin is let in by name, with credentials', async () => {
  const { status, headers } = await preflight(LISTED);
  expect(status).toBe(204);
  expect(headers).toMatchObject({
    'access-control-allow-origin': LISTED,
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '600',
    vary: expect.stringContaining('Origin'),
  });
  const asked = await api.http.get('/v1/agents').set('Origin', LISTED);
  expect(asked.headers['access-control-allow-origin']).toBe(LISTED);
  expect(asked.headers['access-control-expose-headers']).toContain('RateLimit');
});

test.each([
  'https://evil.example',
  'https://shop.example.evil.example',
  'null',
  'http://shop.example',
])('%s is told nothing', async (origin) => {
  const { status, headers } = await preflight(origin);
  expect(status).toBe(405);
  const asked = await api.http.get('/v1/agents').set('Origin', origin);
  for (const seen of [headers, asked.headers]) {
    expect(Object.keys(seen).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(seen['vary']).toContain('Origin');
  }
});
