import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issueLink, markSession, revokeLink } from '../../src/store/links/conversation-links.ts';
import { useDatabase } from './support/database.ts';
import { batch, view } from './support/records.ts';

const bench = useDatabase();

const AT = new Date('2026-03-01T12:00:00Z');
const issue = (n: number): Promise<void> =>
  issueLink(bench.models, 'c1', {
    sessionId: 's1',
    hash: `hash ${String(n)}`,
    sealed: `sealed ${String(n)}`,
    issuedAt: AT,
    expiresAt: n % 2 === 0 ? null : AT,
  });
const save = (n: number, closed: boolean): Promise<void> =>
  bench.activities.save(
    batch({
      sessionId: `s${String(n)}`,
      records: [],
      view: view(closed ? 2 : 1, {
        id: `s${String(n)}`,
        createdAtMs: n * 1_000,
        status: closed ? 'closed' : 'active',
        previousSessionId: n === 1 ? null : `s${String(n - 1)}`,
      }),
    }),
  );
const mark = async (id: string) => (await bench.models.sessions.findById(id).lean())?.token;

test('a link follows to the successor', async () => {
  await save(1, false);
  await issue(1);
  await save(1, true);
  expect(await mark('s1')).toMatchObject({ state: 'timed', expiresAt: AT });
  await save(2, false);
  expect(await mark('s1')).toBeNull();
  expect(await mark('s2')).toMatchObject({ state: 'timed', expiresAt: AT });
});

test('a link issued before its session was saved is marked when it is', async () => {
  await issue(2);
  await save(1, false);
  expect(await mark('s1')).toMatchObject({ state: 'endless' });
});

test('whatever the order of saves, issues and revocations, the latest session alone shows the last of them', async () => {
  const steps: Record<string, () => Promise<void>> = {
    'save 1': () => save(1, false),
    'close 1': () => save(1, true),
    'save 2': () => save(2, false),
    'close 2': () => save(2, true),
    'save 3': () => save(3, false),
    'issue 1': () => issue(1),
    'issue 2': () => issue(2),
    revoke: () => revokeLink(bench.models, 'c1', AT),
    mark: () => markSession(bench.models, 'c1'),
  };
  const names = Object.keys(steps);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.integer({ min: 1, max: 4 }),
      async (order, together) => {
        const { sessions, tokenLinks } = bench.models;
        for (const model of [sessions, tokenLinks]) await model.collection.deleteMany({});
        for (let from = 0; from < order.length; from += together) {
          await Promise.all(order.slice(from, from + together).map((name) => steps[name]!()));
        }
        const link = await tokenLinks.findById('c1').lean();
        expect(await mark('s1')).toBeNull();
        expect(await mark('s2')).toBeNull();
        expect(await mark('s3')).toMatchObject({
          revision: link?.revision,
          state:
            link?.revokedAt !== null ? 'revoked' : link.expiresAt === null ? 'endless' : 'timed',
        });
        expect(link).toMatchObject({ unmarked: false });
      },
    ),
    { numRuns: 40 },
  );
});
