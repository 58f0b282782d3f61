/** Every call but the public ones needs a valid credential. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { routeTable } from '../../src/api/table.ts';
import { asking, runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());

const pathOf = (path: string): string => path.replaceAll(/\{\w+\}/g, 'some-id');

test('without a credential every route but the public ones answers 401, before it reads anything', async () => {
  for (const { method, path, roles } of routeTable(api.dependencies)) {
    if (roles.includes('public')) continue;
    const call = asking(api.app)[method](pathOf(path)).set('content-type', 'application/json');
    const answer = await call.send(method === 'get' ? undefined : '{');
    expect([method, path, answer.status]).toEqual([method, path, 401]);
    expect(answer.body).toMatchObject({ code: 'unauthenticated' });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  }
});

test.each([
  ['an empty one', 'Bearer '],
  ['another scheme', 'Basic c2s6c2s='],
  ['one that is nearly right', `Bearer sk_${'a'.repeat(31)}b`],
  ['the right one and more', `Bearer sk_${'a'.repeat(32)}a`],
  ['one in quotes', `Bearer "sk_${'a'.repeat(32)}"`],
])('%s is no credential', async (_what, authorization) => {
  const { status, body } = await api.http.get('/v1/agents').set('authorization', authorization);
  expect(status).toBe(401);
  expect(body.code).toBe('unauthenticated');
});
