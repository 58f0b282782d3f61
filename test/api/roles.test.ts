/** Route × role: every pair answers as the table of who may call what says. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallerRole, Method } from '../../src/api/http/route.ts';
import { ACCESS } from '../security/access-table.ts';
import { keyBearer } from './callers.ts';
import { browserWith, makeUser, signIn } from './people.ts';
import { runningApi, type Http, type RunningApi } from './running-api.ts';

const ROLES: readonly CallerRole[] = ['integration', 'agent', 'supervisor', 'admin'];

let api: RunningApi;
let nowMs = Date.now();
const callers = new Map<string, Http>();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya' });
  for (const role of ROLES) {
    const { http } = await keyBearer(api, role, role === 'agent' ? { agentId: 'maya' } : {});
    callers.set(role, http);
    if (role === 'integration') continue;
    const { email } = await makeUser(api, { role, agentId: 'maya' });
    callers.set(`${role} user`, browserWith(api, await signIn(api, email)));
  }
  const { email } = await makeUser(api);
  const cookie = await signIn(api, email);
  callers.set('signed out', browserWith(api, cookie));
  await browserWith(api, cookie).post('/v1/auth/sign-out');
  const revoked = await keyBearer(api, 'supervisor');
  await revoked.http.get('/v1/sessions');
  await api.http.delete(`/v1/keys/${revoked.id}`);
  callers.set('revoked', revoked.http);
  const expiresAt = new Date(nowMs + 1_000).toISOString();
  const expired = await keyBearer(api, 'admin', { expiresAt });
  await expired.http.get('/v1/sessions');
  nowMs += 1_000;
  callers.set('expired', expired.http);
  callers.set('nobody', api.as(null));
});
afterAll(() => api.close());

/** The parameter that no call takes, twice, keeps those who may call from doing anything. */
async function statusOf(who: string, call: string): Promise<number> {
  const [method = '', path = ''] = call.split(' ');
  const http = callers.get(who);
  const address = `${path.replaceAll(/\{\w+\}/g, 'some-id')}?no-such-parameter=1&no-such-parameter=1`;
  return (await http![method.toLowerCase() as Method](address)).status;
}

describe.each(Object.entries(ACCESS))('%s', (call, allowed) => {
  test.each(ROLES)('%s', async (role) => {
    const may = role === 'admin' || allowed.includes('public') || allowed.includes(role);
    expect(await statusOf(role, call)).toBe(may ? 422 : 403);
  });

  test.each(ROLES.slice(1))('%s with a cookie', async (role) => {
    expect(await statusOf(`${role} user`, call)).toBe(await statusOf(role, call));
  });

  test.each(['nobody', 'revoked', 'expired', 'signed out'])('%s', async (who) => {
    expect(await statusOf(who, call)).toBe(allowed.includes('public') ? 422 : 401);
  });
});
