import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { agentWorkflowId } from '../../src/client/identity.ts';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;
let nowMs = Date.now();

beforeAll(async () => {
  api = await runningApi({ now: () => nowMs });
});
afterAll(() => api.close());

const presence = (id: string, value: string) =>
  api.http.put(`/v1/agents/${id}/presence`).send({ presence: value });

const statusOf = async (id: string) =>
  (await api.temporal.client.workflow.getHandle(agentWorkflowId(id)).describe()).status.name;

test('an agent is made with an ID of its own choice, once', async () => {
  const card = { id: 'maya', name: 'Maya', email: 'maya@example.com', skills: ['billing'] };
  const made = await api.http.post('/v1/agents').send(card);
  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe('/v1/agents/maya');
  expect(made.body).toMatchObject({ ...card, channels: [], presence: 'offline', serving: 0 });
  const again = await api.http.post('/v1/agents').send(card);
  expect([again.status, again.body.code]).toEqual([409, 'agent_exists']);
});

test('an agent without an ID is given one', async () => {
  const made = await api.http.post('/v1/agents').send({ name: 'Noor', email: 'noor@example.com' });
  expect(made.status).toBe(201);
  const read = await api.http.get(`/v1/agents/${made.body.id}`);
  expect(read.body).toEqual(made.body);
});

test('an edit changes what it names, and wakes the agent’s workflow', async () => {
  const edited = await api.http.patch('/v1/agents/maya').send({ capacity: 7 });
  expect(edited.body).toMatchObject({ name: 'Maya', skills: ['billing'], capacity: 7 });
  expect(await statusOf('maya')).toBe('RUNNING');
});

test('presence is put, a beat leaves its instant alone, and a change moves it', async () => {
  nowMs += 1_000;
  const online = await presence('maya', 'online');
  expect(online.body.presenceSince).toBe(new Date(nowMs).toISOString());
  nowMs += 10_000;
  const beat = await presence('maya', 'online');
  expect(beat.body.presenceSince).toBe(online.body.presenceSince);
  const away = await presence('maya', 'away');
  expect(away.body).toMatchObject({
    presence: 'away',
    presenceSince: new Date(nowMs).toISOString(),
  });
});

test('the presence that was put last never undoes an automatic away; a changed one does', async () => {
  await presence('maya', 'online');
  await api.models.agents.updateOne({ _id: 'maya' }, { presence: 'away', missesInRow: 3 });
  expect((await presence('maya', 'online')).body.presence).toBe('away');
  await presence('maya', 'away');
  expect((await presence('maya', 'online')).body.presence).toBe('online');
  expect((await api.models.agents.findById('maya').lean())?.missesInRow).toBe(0);
});

test('a beat brings back an agent whose beats had stopped', async () => {
  await api.models.agents.updateOne({ _id: 'maya' }, { presence: 'offline' });
  expect((await presence('maya', 'online')).body.presence).toBe('online');
});

test('agents are listed by ID, in pages', async () => {
  await api.http.post('/v1/agents').send({ id: 'b/%2F ü', name: 'B', email: 'b@example.com' });
  const first = await api.http.get('/v1/agents?limit=1');
  const cursor = encodeURIComponent(String(first.body.nextCursor));
  const rest = await api.http.get(`/v1/agents?cursor=${cursor}`);
  const ids = [...first.body.items, ...rest.body.items].map(({ id }) => id);
  expect(ids).toHaveLength(3);
  expect([...ids].sort()).toEqual(ids);
  const read = await api.http.get(`/v1/agents/${encodeURIComponent('b/%2F ü')}`);
  expect(read.body.name).toBe('B');
});

test('a deleted agent is gone; deleting again tells its sessions again; its ID can be used anew', async () => {
  expect((await api.http.delete('/v1/agents/maya')).status).toBe(204);
  expect((await api.http.delete('/v1/agents/maya')).status).toBe(204);
  expect((await api.http.get('/v1/agents/maya')).status).toBe(404);
  expect((await presence('maya', 'online')).status).toBe(404);
  const anew = await api.http.post('/v1/agents').send({ id: 'maya', name: 'Maya the second' });
  expect(anew.body).toMatchObject({ name: 'Maya the second', skills: [], presence: 'offline' });
});

test.each([
  ['get', '/v1/agents/nobody', undefined],
  ['patch', '/v1/agents/nobody', { capacity: 1 }],
  ['delete', '/v1/agents/nobody', undefined],
  ['put', '/v1/agents/nobody/presence', { presence: 'online' }],
] as const)('nobody is not found: %s %s', async (method, path, body) => {
  const { status, body: problem } = await api.http[method](path).send(body);
  expect([status, problem.code]).toEqual([404, 'not_found']);
});
