import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runningApi, type RunningApi } from './running-api.ts';
import { seedSessions } from './seeded-sessions.ts';

let api: RunningApi;
let url: string;

beforeAll(async () => {
  api = await runningApi();
  const [id] = await seedSessions(api);
  const { body } = await api.http.post(`/v1/sessions/${id!}/token-link`);
  url = `/join/${String(body['token'])}`;
});
afterAll(() => api.close());

const textOf = async (path: string) =>
  (await api.http.get(path)) as unknown as {
    status: number;
    headers: Record<string, string>;
    text: string;
  };

test('the page has no script or style of its own inside, and may load nothing from elsewhere', async () => {
  const { status, headers, text } = await textOf(url);
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toBe(
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  );
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(text).not.toMatch(/<style|style=|\son\w+=|<script(?! type="module" src="\/join-page)/);
});

test('everything that it loads is there', async () => {
  const { text } = await textOf(url);
  const paths = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
  expect(paths).toHaveLength(3);
  for (const path of paths) expect((await textOf(path)).status).toBe(200);
});

test('a link that is over, and one that never was, are pages too', async () => {
  expect(await textOf(`/join/${'A'.repeat(32)}`)).toMatchObject({
    status: 404,
    text: expect.stringContaining('There is no such link'),
  });
  const { body } = await api.http.get('/v1/sessions?tokenStatus=active');
  await api.http.delete(`/v1/sessions/${body.items[0]!.id}/token-link`);
  expect(await textOf(url)).toMatchObject({
    status: 410,
    text: expect.stringContaining('This link is no longer active'),
  });
});
