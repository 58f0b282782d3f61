/** Administration of the people who sign in. */

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { callWith, makeUser, PASSWORD, signIn, statusWith } from './people.ts';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
  await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya' });
});
afterAll(() => api.close());
beforeEach(() => api.models.users.deleteMany({}));

const patch = (id: string, changes: object) => api.http.patch(`/v1/users/${id}`).send(changes);

test('a user is made, read, edited and deleted; the password is never answered', async () => {
  const card = { email: 'Noor@Example.com', name: 'Noor', role: 'supervisor' };
  const made = await api.http.post('/v1/users').send({ ...card, password: PASSWORD });
  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`/v1/users/${made.body.id}`);
  expect(made.body).toEqual({
    ...card,
    id: expect.stringMatching(/^u_/),
    agentId: null,
    disabled: false,
    hasPassword: true,
    createdAt: expect.any(String),
  });
  const read = await api.http.get(`/v1/users/${made.body.id}`);
  expect(read.body).toEqual(made.body);
  const edited = await patch(made.body.id, { name: 'Noor the second', agentId: 'maya' });
  expect(edited.body).toEqual({ ...made.body, name: 'Noor the second', agentId: 'maya' });
  expect((await api.http.delete(`/v1/users/${made.body.id}`)).status).toBe(204);
  expect((await api.http.get(`/v1/users/${made.body.id}`)).status).toBe(404);
});

test('users are listed in the order in which they were made, in pages', async () => {
  const ids = [];
  for (let count = 0; count < 3; count += 1) ids.push((await makeUser(api)).id);
  const first = await api.http.get('/v1/users?limit=2');
  const rest = await api.http.get(`/v1/users?limit=2&cursor=${String(first.body.nextCursor)}`);
  expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(ids);
  expect(rest.body.nextCursor).toBeNull();
});

test('an e-mail address belongs to one user, in any case, also of those made at once', async () => {
  const made = await Promise.all(
    ['ada@example.com', 'ADA@example.com', 'Ada@Example.COM'].map((email) =>
      api.http.post('/v1/users').send({ email, name: 'Ada', role: 'admin' }),
    ),
  );
  expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const refused = made.find(({ status }) => status === 409);
  expect(refused?.body.code).toBe('user_exists');
});

test.each([
  ['too short', 'elevenchars', 'too_short'],
  ['too long', 'x'.repeat(201), 'too_long'],
  ['among the commonest', 'Password1234', 'too_common'],
  ['the e-mail address', 'somebody.long@EXAMPLE.com', 'too_common'],
])('a password that is %s is refused', async (_what, password, code) => {
  const card = { email: 'somebody.long@example.com', name: 'Noor', role: 'admin' };
  const refused = await api.http.post('/v1/users').send({ ...card, password });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ path: 'password', code }]);
  const { id } = await makeUser(api, { email: card.email });
  const changed = await patch(id, { password });
  expect(changed.body.errors).toMatchObject([{ path: 'password', code }]);
});

test('the role agent needs an agent, and one that exists', async () => {
  const card = { email: 'maya@example.com', name: 'Maya', role: 'agent' };
  const without = await api.http.post('/v1/users').send(card);
  expect(without.body.errors).toMatchObject([{ path: 'agentId', code: 'required' }]);
  const unknown = await api.http.post('/v1/users').send({ ...card, agentId: 'nobody' });
  expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_agent']);
  const { id } = await makeUser(api, { ...card, agentId: 'maya' });
  expect((await patch(id, { agentId: null })).status).toBe(422);
  expect((await patch(id, { agentId: null, role: 'supervisor' })).status).toBe(200);
  expect((await patch(id, { role: 'agent' })).status).toBe(422);
});

test.each([
  ['deleted', (id: string) => api.http.delete(`/v1/users/${id}`)],
  ['disabled', (id: string) => patch(id, { disabled: true })],
  ['demoted', (id: string) => patch(id, { role: 'supervisor' })],
])('the last enabled admin cannot be %s', async (_how, take) => {
  const { id } = await makeUser(api, { role: 'admin' });
  const off = await makeUser(api, { role: 'admin' });
  await patch(off.id, { disabled: true });
  await makeUser(api);
  const refused = await take(id);
  expect([refused.status, refused.body.code]).toEqual([409, 'last_admin']);
  expect((await api.http.get(`/v1/users/${id}`)).body).toMatchObject({
    role: 'admin',
    disabled: false,
  });
  await patch(off.id, { disabled: false });
  expect((await take(id)).status).toBeLessThan(300);
});

test('of admins who all leave at the same time one stays', async () => {
  for (let round = 0; round < 10; round += 1) {
    await api.models.users.deleteMany({});
    const ids = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push((await makeUser(api, { role: 'admin', password: undefined })).id);
    }
    await Promise.all([
      patch(ids[0]!, { role: 'supervisor' }),
      patch(ids[1]!, { disabled: true }),
      api.http.delete(`/v1/users/${ids[2]!}`),
    ]);
    const left = await api.models.users.countDocuments({ role: 'admin', disabled: false });
    expect(left).toBeGreaterThanOrEqual(1);
  }
});

test.each([
  ['a new password', { password: 'another one of five words' }],
  ['a switch-off', { disabled: true }],
])('%s signs out everywhere', async (_what, changes) => {
  const { id, email } = await makeUser(api);
  const cookies = [await signIn(api, email), await signIn(api, email)];
  await patch(id, changes);
  for (const cookie of cookies) expect(await statusWith(api, cookie)).toBe(401);
});

test('who was switched off is not signed in again by being switched on', async () => {
  const { id, email } = await makeUser(api);
  const cookie = await signIn(api, email);
  await patch(id, { disabled: true });
  await patch(id, { disabled: false });
  expect(await statusWith(api, cookie)).toBe(401);
  expect(await statusWith(api, await signIn(api, email))).toBe(200);
});

test('deletion signs out everywhere', async () => {
  const { id, email } = await makeUser(api);
  const cookie = await signIn(api, email);
  await api.http.delete(`/v1/users/${id}`);
  expect(await statusWith(api, cookie)).toBe(401);
});

test('with its agent a user loses what it could do as the agent', async () => {
  await api.http.post('/v1/agents').send({ id: 'leaving', name: 'Leaving' });
  const agent = await makeUser(api, { role: 'agent', agentId: 'leaving' });
  const supervisor = await makeUser(api, { agentId: 'leaving' });
  const cookies = [await signIn(api, agent.email), await signIn(api, supervisor.email)];
  await api.http.delete('/v1/agents/leaving');
  await api.http.post('/v1/agents').send({ id: 'leaving', name: 'Another one' });
  expect(await statusWith(api, cookies[0]!)).toBe(401);
  const me = await callWith(api, cookies[1]!, 'get', '/v1/auth/me');
  expect(me.body).toMatchObject({ role: 'supervisor', agentId: null });
  expect((await patch(agent.id, { disabled: false })).body.errors).toMatchObject([
    { path: 'agentId', code: 'required' },
  ]);
  expect((await patch(agent.id, { disabled: false, agentId: 'maya' })).status).toBe(200);
});

test.each(['passwordHash', 'epoch', '_id', 'emailKey', 'createdAt'])(
  'a field that is not listed is refused: %s',
  async (field) => {
    const { id } = await makeUser(api);
    const refused = await patch(id, { [field]: 'x' });
    expect(refused.body.errors).toMatchObject([{ path: field, code: 'unknown_field' }]);
  },
);

test('passwords are kept as argon2id hashes with the cost that OWASP asks for', async () => {
  const { id } = await makeUser(api);
  const kept = await api.models.users.findById(id).lean();
  expect(kept?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
