import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { runningApi, type RunningApi } from './running-api.ts';
import { conversation, SEEDED, seedSessions } from './seeded-sessions.ts';

let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  api = await runningApi();
  ids = await seedSessions(api);
});
afterAll(() => api.close());

const list = async (query: string): Promise<{ found: number[]; nextCursor: string | null }> => {
  const { status, body } = await api.http.get(`/v1/sessions?${query}`);
  expect([query, status]).toEqual([query, 200]);
  const found = body.items.map(({ id }) => ids.indexOf(id));
  return { found, nextCursor: body.nextCursor };
};

test('a session reads as the contract says, key by key', async () => {
  const { status, body } = await api.http.get(`/v1/sessions/${ids[4]!}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: ids[4],
    conversationId: conversation(4),
    channel: 'web',
    customer: { id: 'c-4', name: null },
    roomId: null,
    orderIds: [],
    attributes: { plan: 'gold' },
    skill: 'billing',
    status: 'active',
    awaiting: 'agent',
    agentId: 'maya',
    lastAgentId: 'noor',
    offer: null,
    queue: null,
    wait: {
      since: '2026-01-31T09:00:00.000Z',
      clockStartedAt: '2026-01-31T09:00:00.000Z',
      warnAt: '2026-01-31T09:00:25.000Z',
      dueAt: '2026-01-31T09:00:30.000Z',
      warned: true,
      overdue: true,
    },
    hold: null,
    everOverdue: true,
    overdueCount: 2,
    latenessSeconds: 91,
    closesAt: null,
    reassignments: 0,
    createdAt: '2026-01-31T09:00:01.000Z',
    closedAt: null,
    closeReason: null,
    previousSessionId: null,
    nextSessionId: null,
    settingsVersion: 0,
    sequence: 7,
    token: null,
    conversion: null,
    allowedActions: ['reply', 'note', 'assign', 'transfer', 'end'],
    refusedActions: {
      accept: 'not_offered',
      decline: 'not_offered',
      hold: 'customer_waiting',
      resume: 'wrong_status',
    },
  });
});

test('a closed session leads to its successor', async () => {
  const { body } = await api.http.get(`/v1/sessions/${ids[2]!}`);
  expect(body).toMatchObject({ closeReason: 'customer_idle', nextSessionId: ids[3] });
});

test('an offer tells whom it rings, since when and until when', async () => {
  const { body } = await api.http.get(`/v1/sessions/${ids[5]!}`);
  expect(body.offer).toEqual({
    agentId: 'noor',
    offeredAt: '2026-01-31T09:00:00.000Z',
    expiresAt: '2026-01-31T09:00:30.000Z',
  });
});

test('a session on hold tells since when and until when', async () => {
  const { body } = await api.http.get(`/v1/sessions/${ids[7]!}`);
  expect(body).toMatchObject({
    hold: { since: '2026-01-31T09:00:00.000Z', until: '2026-01-31T10:00:00.000Z' },
  });
});

test('a session saved before holds were part of the view has none', async () => {
  await api.models.sessions.updateOne({ _id: ids[0]! }, { $unset: { hold: 1 } });
  const { body } = await api.http.get(`/v1/sessions/${ids[0]!}`);
  expect(body).toMatchObject({ hold: null });
});

describe('filters narrow the list', () => {
  test.each<[string, number[]]>([
    ['status=closed', [2]],
    ['status=offered', [5]],
    ['agentId=noor', [6]],
    ['channel=whatsapp', [1]],
    ['orderId=o-2', [1]],
    ['roomId=room-7', [3]],
    ['overdue=true', [4]],
    ['overdue=false&agentId=maya&channel=web&status=active', [7, 3, 0]],
    ['closeReason=customer_idle', [2]],
    ['settingsVersion=4', [6]],
    ['customerName=ADA', [7, 3]],
    [`customerName=${encodeURIComponent('ada (')}`, [3]],
    [`customerName=${encodeURIComponent('.*')}`, []],
    ['createdAfter=2026-01-31T09:00:01Z', [7, 6]],
    ['createdBefore=2026-01-31T09:00:01Z&sort=createdAt', [0, 1, 2]],
    ['createdAfter=2026-01-31T10:00:00%2B01:00&createdBefore=2026-01-31T09:00:02Z', [5, 4, 3]],
  ])('%s', async (query, wanted) => {
    expect((await list(query)).found).toEqual(wanted);
  });

  test('by session ID', async () => {
    expect((await list(`sessionId=${ids[6]!}`)).found).toEqual([6]);
  });
});

test.each(['createdAt', '-createdAt'])('pages neither skip nor repeat: %s', async (sort) => {
  const all: number[] = [];
  let cursor: string | null = null;
  do {
    const query: string = `sort=${sort}&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`;
    const page = await list(query);
    all.push(...page.found);
    cursor = page.nextCursor;
  } while (cursor !== null);
  const ascending = SEEDED.map((_changes, n) => n);
  expect(all).toEqual(sort === 'createdAt' ? ascending : ascending.reverse());
});

test('a cursor of one order is refused in the other', async () => {
  const { nextCursor } = await list('limit=2');
  const { status, body } = await api.http.get(
    `/v1/sessions?sort=createdAt&cursor=${String(nextCursor)}`,
  );
  expect([status, body.errors[0]?.code]).toEqual([422, 'invalid_cursor']);
});

test('a session whose run is over reads live as it was saved, without timers', async () => {
  const { status, body } = await api.http.get(`/v1/sessions/${ids[2]!}/live`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ session: { id: ids[2], status: 'closed' }, timers: [] });
  expect(body.workflow).toEqual({
    workflowId: `chat/${conversation(2)}`,
    runId: null,
    url: `http://127.0.0.1:8233/namespaces/default/workflows/chat%2F${conversation(2)}`,
  });
});
