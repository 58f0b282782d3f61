/** Every filter beside a plain reading of all sessions. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { projectionOf, type SessionDocument } from '../../src/store/sessions/schema.ts';
import { foldedName } from '../../src/store/sessions/customer-name.ts';
import { view } from '../activities/support/records.ts';
import { runningApi, type RunningApi } from './running-api.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const SESSIONS = 150;

let api: RunningApi;
let all: SessionDocument[];

/** The same ones each time. */
const [stories] = fc.sample(
  fc.array(
    fc.record({
      createdHoursAgo: fc.integer({ min: 0, max: 40 }),
      name: fc.constantFrom(null, 'Ada', 'ADAM SMITH', 'Bea', 'Christopher Wren', 'Christopher W'),
      link: fc.constantFrom(null, 'timed', 'endless', 'revoked', 'revoked endless'),
      expiresInHours: fc.integer({ min: -20, max: 20 }),
      converted: fc.boolean(),
      overdue: fc.boolean(),
      orderIds: fc.subarray(['o1', 'o2', 'o3']),
      closeReason: fc.constantFrom(null, 'customer_idle' as const, 'queue_timeout' as const),
      agentId: fc.constantFrom(null, 'maya', 'noor'),
    }),
    { minLength: SESSIONS, maxLength: SESSIONS },
  ),
  { numRuns: 1, seed: 7 },
) as [
  {
    createdHoursAgo: number;
    name: string | null;
    link: string | null;
    expiresInHours: number;
    converted: boolean;
    overdue: boolean;
    orderIds: string[];
    closeReason: 'customer_idle' | 'queue_timeout' | null;
    agentId: string | null;
  }[],
];

function sessionOf(story: (typeof stories)[number], n: number): SessionDocument {
  const _id = `s${String(n).padStart(4, '0')}`;
  const createdAtMs = NOW_MS - story.createdHoursAgo * HOUR_MS;
  const expires = new Date(NOW_MS + story.expiresInHours * HOUR_MS);
  const endless = story.link?.includes('endless') ?? false;
  const changes = {
    id: _id,
    conversationId: `c${String(n)}`,
    createdAtMs,
    customer: { id: `customer-${String(n)}`, name: story.name },
    orderIds: story.orderIds,
    closeReason: story.closeReason,
    agentId: story.agentId,
    wait: null,
  };
  return {
    _id,
    ...projectionOf(view(1, changes)),
    overdue: story.overdue,
    nextSessionId: null,
    conversion: null,
    converted: story.converted,
    token:
      story.link === null
        ? null
        : {
            revision: 1,
            state: story.link.split(' ')[0] as 'timed',
            endless,
            expiresAt: endless ? null : expires,
          },
  };
}

beforeAll(async () => {
  api = await runningApi({ now: () => NOW_MS });
  all = stories.map(sessionOf);
  await api.models.sessions.insertMany(all);
});
afterAll(() => api.close());

const statusNow = ({ token }: SessionDocument): string => {
  if (token === null) return 'none';
  if (token.state === 'revoked') return 'revoked';
  return token.expiresAt !== null && token.expiresAt.getTime() <= NOW_MS ? 'expired' : 'active';
};
const expiry = ({ token }: SessionDocument): number | null => token?.expiresAt?.getTime() ?? null;
const at = (hours: number): string => new Date(NOW_MS + hours * HOUR_MS).toISOString();

type Matches = (session: SessionDocument) => boolean;

const FILTERS: Record<string, Matches> = {
  'tokenStatus=active': (session) => statusNow(session) === 'active',
  'tokenStatus=expired': (session) => statusNow(session) === 'expired',
  'tokenStatus=revoked': (session) => statusNow(session) === 'revoked',
  'tokenStatus=none': (session) => statusNow(session) === 'none',
  'neverExpires=true': ({ token }) => token !== null && token.expiresAt === null,
  'neverExpires=false': ({ token }) => token !== null && token.expiresAt !== null,
  'converted=true': ({ converted }) => converted,
  'converted=false': ({ converted }) => !converted,
  'overdue=true': ({ overdue }) => overdue,
  'overdue=false': ({ overdue }) => !overdue,
  'orderId=o2': ({ orderIds }) => orderIds.includes('o2'),
  'closeReason=queue_timeout': ({ closeReason }) => closeReason === 'queue_timeout',
  'agentId=maya': ({ agentId }) => agentId === 'maya',
  'customerName=ad': ({ customer }) => foldedName(customer.name ?? '').startsWith('ad'),
  'customerName=CHRISTOPHER%20WR': ({ customer }) => customer.name === 'Christopher Wren',
  [`createdAfter=${at(-10)}`]: ({ createdAt }) => createdAt.getTime() > NOW_MS - 10 * HOUR_MS,
  [`createdBefore=${at(-10)}`]: ({ createdAt }) => createdAt.getTime() < NOW_MS - 10 * HOUR_MS,
  [`expiresAfter=${at(-5)}`]: (session) => (expiry(session) ?? -Infinity) > NOW_MS - 5 * HOUR_MS,
  [`expiresBefore=${at(5)}`]: (session) => (expiry(session) ?? Infinity) < NOW_MS + 5 * HOUR_MS,
};

const ORDERS: Record<string, (session: SessionDocument) => number> = {
  createdAt: ({ createdAt }) => createdAt.getTime(),
  expiresAt: (session) => expiry(session) ?? 0,
};

/** All pages of a search. */
async function listed(query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, body } = await api.http.get(`/v1/sessions?limit=7&${query}${more}`);
    expect([query, status]).toEqual([query, 200]);
    ids.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return ids;
}

function expected(filters: string[], sort: string): string[] {
  const orderOf = ORDERS[sort.replace('-', '')]!;
  const direction = sort.startsWith('-') ? -1 : 1;
  return all
    .filter((session) => filters.every((filter) => FILTERS[filter]!(session)))
    .filter((session) => sort.endsWith('createdAt') || expiry(session) !== null)
    .sort((a, b) => direction * (orderOf(a) - orderOf(b) || (a._id < b._id ? -1 : 1)))
    .map(({ _id }) => _id);
}

test.each(Object.keys(FILTERS))(
  '%s finds what it says, in every order and page by page',
  async (filter) => {
    for (const sort of ['createdAt', '-createdAt', 'expiresAt', '-expiresAt']) {
      expect(await listed(`${filter}&sort=${sort}`)).toEqual(expected([filter], sort));
    }
  },
);

test('two filters narrow together', async () => {
  const names = fc.constantFrom(...Object.keys(FILTERS));
  const two = fc.uniqueArray(names, {
    minLength: 2,
    maxLength: 2,
    selector: (name) => name.split('=')[0],
  });
  const sorts = fc.constantFrom('createdAt', '-createdAt', 'expiresAt', '-expiresAt');
  await fc.assert(
    fc.asyncProperty(two, sorts, async (filters, sort) => {
      const query = [...filters, `sort=${sort}`].join('&');
      expect(await listed(query)).toEqual(expected(filters, sort));
    }),
    { numRuns: 60 },
  );
});

test('a range of expiry is listed by expiry, the soonest first', async () => {
  const filter = `expiresAfter=${at(-5)}`;
  expect(await listed(filter)).toEqual(expected([filter], 'expiresAt'));
});

test('a cursor of one order is refused in another', async () => {
  const { body } = await api.http.get('/v1/sessions?limit=1');
  const cursor = String(body.nextCursor);
  const { status } = await api.http.get(`/v1/sessions?sort=expiresAt&cursor=${cursor}`);
  expect(status).toBe(422);
});
