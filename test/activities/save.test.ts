import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SaveBatch } from '../../src/contract/activities.ts';
import { useDatabase } from './support/database.ts';
import { batch, decision, message, view } from './support/records.ts';

const bench = useDatabase();

const session = async (id = 's1') => bench.models.sessions.findById(id).lean();
const sequences = async (sessionId = 's1'): Promise<number[]> => {
  const events = await bench.models.events.find({ sessionId }).sort({ sequence: 1 }).lean();
  return events.map(({ sequence }) => sequence);
};

test('events are kept with their instants, reasons and messages, under session and number', async () => {
  const hold = { sinceMs: 1_500, untilMs: 9_000 };
  await bench.activities.save(
    batch({ records: [message(1), decision(2)], view: view(2, { hold }) }),
  );
  expect(await bench.models.events.findById('s1:1').lean()).toMatchObject({
    type: 'message.created',
    at: new Date(1_001),
    processedAt: new Date(2_001),
    message: { messageId: 'm1', author: { type: 'customer', id: 'customer-1' } },
    messageKey: 'k1',
  });
  expect(await bench.models.events.findById('s1:2').lean()).toMatchObject({
    reason: { dueAt: null, candidates: [{ agentId: 'a1', reason: 'offline' }] },
    message: null,
  });
  expect(await session()).toMatchObject({
    createdAt: new Date(1_000),
    hold: { since: new Date(1_500), until: new Date(9_000) },
    attributes: { 'plan.tier': 'gold', $odd: 'yes' },
    nextSessionId: null,
    conversion: null,
  });
});

test('batches commute: in any order, twice and at the same time they leave the same', async () => {
  const batches: SaveBatch[] = [1, 2, 3, 4, 5].map((number) =>
    batch({
      records: [message(2 * number - 1), decision(2 * number)],
      view: view(number, { orderIds: [`o${number}`] }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...batches, ...batches], { minLength: 10 }),
      fc.integer({ min: 1, max: 5 }),
      async (order, together) => {
        await bench.models.events.deleteMany({});
        await bench.models.sessions.deleteMany({});
        for (let from = 0; from < order.length; from += together) {
          await Promise.all(
            order.slice(from, from + together).map((each) => bench.activities.save(each)),
          );
        }
        expect(await sequences()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect(await session()).toMatchObject({ revision: 5, orderIds: ['o5'] });
      },
    ),
    { numRuns: 25 },
  );
});

test('an older projection never overwrites a newer one, and none touches what others own', async () => {
  await bench.activities.save(batch({ view: view(3, { status: 'active' }) }));
  const conversion = { done: true, kind: 'sale', value: 10, currency: 'EUR', at: new Date(5) };
  await bench.models.sessions.updateOne({ _id: 's1' }, { $set: { conversion } });
  await bench.activities.save(batch({ view: view(2, { status: 'queued' }) }));
  expect(await session()).toMatchObject({ status: 'active', revision: 3, conversion });
  await bench.activities.save(batch({ view: view(4, { status: 'on_hold' }) }));
  expect(await session()).toMatchObject({ status: 'on_hold', revision: 4, conversion });
});

test('a message ID that the conversation keeps already is left out and noted; the others are saved', async () => {
  await bench.activities.save(batch({ records: [message(1)] }));
  const again = message(2, { message: message(1).message });
  await bench.activities.save(batch({ records: [again, message(3)], view: view(3) }));
  expect(await sequences()).toEqual([1, 3]);
  expect(bench.logged.map(({ facts }) => facts)).toEqual([{ event: 's1:2' }]);
  expect(await session()).toMatchObject({ revision: 3 });
});

test('a batch saved twice is not noted', async () => {
  const twice = batch({ records: [message(1), decision(2)] });
  await bench.activities.save(twice);
  await bench.activities.save(twice);
  expect(bench.logged).toEqual([]);
});

test('the same message ID in another conversation is another message', async () => {
  await bench.activities.save(batch({ records: [message(1)] }));
  await bench.activities.save(
    batch({ sessionId: 's2', conversationId: 'c2', records: [message(1)] }),
  );
  expect(await sequences('s2')).toEqual([1]);
});

test('events have ascending positions of the server, which repetitions leave alone', async () => {
  for (const number of [1, 2, 3])
    await bench.activities.save(batch({ records: [message(number)] }));
  const before = await bench.models.events.find().sort({ position: 1 }).lean();
  expect(before.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  await bench.activities.save(batch({ records: [message(1)] }));
  expect(await bench.models.events.find().sort({ position: 1 }).lean()).toEqual(before);
});

test('session and successor are linked, whichever is saved first', async () => {
  const closed = batch({ view: view(5, { status: 'closed', closedAtMs: 9_000 }) });
  const successor = batch({
    sessionId: 's2',
    view: view(1, { id: 's2', createdAtMs: 9_000, previousSessionId: 's1' }),
  });
  for (const order of [
    [closed, successor],
    [successor, closed],
  ]) {
    await bench.models.sessions.deleteMany({});
    for (const each of order) await bench.activities.save(each);
    expect(await session()).toMatchObject({ nextSessionId: 's2', revision: 5 });
    expect(await session('s2')).toMatchObject({ previousSessionId: 's1', nextSessionId: null });
  }
});

test('a message to the customer is recorded once', async () => {
  const record = message(7, { type: 'message.outbound' });
  const outbound = { ...batch(), record, cause: 'reminder' as const };
  await bench.activities.sendToCustomer(outbound);
  await bench.activities.sendToCustomer(outbound);
  expect(await bench.models.events.find().lean()).toMatchObject([
    { _id: 's1:7', type: 'message.outbound', message: { messageId: 'm7' } },
  ]);
});

test('a notification with the same key is in the inbox once', async () => {
  const notification = {
    key: 's1/overdue/1',
    to: 'supervisors',
    kind: 'overdue',
    sessionId: 's1',
    conversationId: 'c1',
    channel: 'web',
    atMs: 3_000,
    dueAtMs: 2_000,
    text: 'overdue',
  } as const;
  await bench.activities.notify(notification);
  await bench.activities.notify({ ...notification, atMs: 4_000 });
  expect(await bench.models.notifications.find().lean()).toMatchObject([
    { _id: 's1/overdue/1', agentId: null, at: new Date(3_000), dueAt: new Date(2_000) },
  ]);
});
