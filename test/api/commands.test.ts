import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { isWanted, until } from '../support/until.ts';
import { runningApi, type RunningApi } from './running-api.ts';
import { idOf, seedSessions } from './seeded-sessions.ts';

let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  api = await runningApi();
  ids = await seedSessions(api);
});
afterAll(() => api.close());

describe('a command to a session that no workflow has', () => {
  const commands: [string, object][] = [
    ['accept', { agentId: 'maya' }],
    ['decline', { agentId: 'maya' }],
    ['transfer', { to: { skill: 'billing' } }],
    ['hold', { until: '2099-01-01T00:00:00Z' }],
    ['resume', {}],
    ['end', { by: 'admin' }],
    ['messages', { messageId: 'r', author: { type: 'bot' }, text: 'Hello' }],
  ];

  test.each(commands)('%s is refused when it is closed', async (name, body) => {
    const answer = await api.http.post(`/v1/sessions/${ids[2]!}/${name}`).send(body);
    expect([answer.status, answer.body.code]).toEqual([409, 'session_closed']);
  });

  test.each(commands)('%s finds nothing when there never was one', async (name, body) => {
    for (const id of [idOf(99), 'nonsense']) {
      const answer = await api.http.post(`/v1/sessions/${id}/${name}`).send(body);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });

  test.each([
    ['messages', { messageId: 'r', author: { type: 'agent', id: 'ghost' }, text: 'Boo' }],
    ['assign', { agentId: 'ghost' }],
    ['transfer', { to: { agentId: 'ghost' } }],
  ])('an agent who does not exist is unknown: %s', async (name, body) => {
    // Where the database takes longer than half a second to tell, the agent passes.
    const { status } = await until('the agent is unknown', async () => {
      const answer = await api.http.post(`/v1/sessions/${ids[0]!}/${name}`).send(body);
      return isWanted(answer.body.code, 'unknown_agent', ['unavailable']) && answer;
    });
    expect(status).toBe(422);
  });

  test('an idempotency key must be visible ASCII', async () => {
    const answer = await api.http
      .post(`/v1/sessions/${ids[0]!}/end`)
      .set('Idempotency-Key', 'a b')
      .send({ by: 'admin' });
    expect([answer.status, answer.body.errors[0]?.path]).toEqual([422, 'Idempotency-Key']);
  });
});
