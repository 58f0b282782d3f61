import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectionOf, besideNewProjection } from '../../src/store/sessions/schema.ts';
import { view } from '../activities/support/records.ts';
import { runningApi, type RunningApi } from './running-api.ts';

const SESSIONS = 1_234;

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
  const names = ['=1+1', '+cmd', '-2', '@SUM(A1)', '\tx', 'Ada "the first", Countess', 'Zoë\r\nB'];
  await api.models.sessions.insertMany(
    Array.from({ length: SESSIONS }, (_, n) => ({
      _id: `s${String(n)}`,
      ...projectionOf(
        view(1, {
          conversationId: `c${String(n)}`,
          createdAtMs: n,
          channel: n % 2 === 0 ? 'web' : 'mail',
          orderIds: ['o1', 'o2'],
          customer: { id: `c${String(n)}`, name: names[n] ?? null },
        }),
      ),
      ...besideNewProjection(),
    })),
  );
});
afterAll(() => api.close());

interface Table {
  status: number;
  type: string;
  rows: Record<string, string>[];
}

/** As RFC 4180 says, in a few lines of its own. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

async function exported(query = ''): Promise<Table> {
  const { status, headers, text } = (await api.http
    .get(`/v1/sessions?${query}`)
    .set('Accept', 'text/csv')) as unknown as {
    status: number;
    headers: Record<string, string>;
    text: string;
  };
  const [names = [], ...rows] = parse(text.replace('\uFEFF', ''));
  return {
    status,
    type: headers['content-type'] ?? '',
    rows: rows.map((cells) => Object.fromEntries(cells.map((cell, n) => [names[n] ?? '', cell]))),
  };
}

test('an export has every session that matches, not a page, in the order of the list', async () => {
  const { status, type, rows } = await exported();
  expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(rows).toHaveLength(SESSIONS);
  expect(rows[0]?.['id']).toBe(`s${String(SESSIONS - 1)}`);
  expect((await exported('channel=mail&sort=createdAt')).rows.map((row) => row['id'])).toEqual(
    Array.from({ length: SESSIONS / 2 }, (_, n) => `s${String(2 * n + 1)}`),
  );
  expect((await exported('channel=none')).rows).toEqual([]);
});

test('ID, customer, link and its status come first', async () => {
  const { rows } = await exported('sessionId=s5');
  expect(Object.keys(rows[0] ?? {}).slice(0, 4)).toEqual([
    'id',
    'customerName',
    'tokenLink',
    'tokenStatus',
  ]);
  expect(rows[0]).toMatchObject({ tokenStatus: 'none', orderIds: 'o1 o2', converted: 'false' });
});

test('nothing in a cell is a formula, and no cell is torn', async () => {
  const { rows } = await exported('sort=createdAt');
  expect(rows.slice(0, 7).map((row) => row['customerName'])).toEqual([
    "'=1+1",
    "'+cmd",
    "'-2",
    "'@SUM(A1)",
    "'\tx",
    'Ada "the first", Countess',
    'Zoë\r\nB',
  ]);
});

test.each(['limit=5', 'cursor=x'])('an export takes no part of a list: %s', async (query) => {
  const { status } = await api.http.get(`/v1/sessions?${query}`).set('Accept', 'text/csv');
  expect(status).toBe(422);
});

test.each(['application/json', '*/*', 'text/html'])(
  'otherwise it is a page: %s',
  async (accept) => {
    const { body } = await api.http.get('/v1/sessions').set('Accept', accept);
    expect(body.items).toHaveLength(50);
  },
);

test('an export leaves one entry in the audit log, which says by what was searched and not for whom', async () => {
  await api.models.audit.deleteMany({});
  await exported('customerName=ada&channel=web');
  await exported('limit=5');
  expect(await api.models.audit.find().lean()).toMatchObject([
    { what: 'sessions.exported', facts: { filters: ['customerName', 'channel'] } },
  ]);
});
