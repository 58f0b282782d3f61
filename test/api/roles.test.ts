/** Route × role: every pair answers as the table of who may call what says. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallerRole, Method } from '../../src/api/route.ts';
import { ACCESS } from '../security/access-table.ts';
import { keyBearer } from './callers.ts';
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
  }
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

/** The parameter that no call takes keeps those who may call from doing anything. */
async function statusOf(who: string, call: string): Promise<number> {
  const [method = '', path = ''] = call.split(' ');
  const http = callers.get(who);
  const address = `${path.replaceAll(/\{\w+\}/g, 'some-id')}?no-such-parameter=1`;
  return (await http![method.toLowerCase() as Method](address)).status;
}

describe.each(Object.entries(ACCESS))('%s', (call, allowed) => {
  test.each(ROLES)('%s', async (role) => {
    const may = role === 'admin' || allowed.includes('public') || allowed.includes(role);
    expect(await statusOf(role, call)).toBe(may ? 422 : 403);
  });

  test.each(['nobody', 'revoked', 'expired'])('%s', async (who) => {
    expect(await statusOf(who, call)).toBe(allowed.includes('public') ? 422 : 401);
  });
});
