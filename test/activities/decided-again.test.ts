/**
 * A local save runs before its workflow task is committed. When that task is lost, the next attempt decides again, with
 * what has arrived meanwhile: other events under the same numbers.
 */

import { expect, test } from '@jest/globals';
import type { SaveBatch } from '../../src/contract/activities.ts';
import { useDatabase } from './support/database.ts';
import { batch, decision, message, view } from './support/records.ts';

const bench = useDatabase();

const LOST_MS = 5_000;
const AGAIN_MS = 9_000;

const lost = (sequence: number) => decision(sequence, { processedAtMs: LOST_MS });
const lostMessage = (sequence: number, name: string) => named(sequence, name, LOST_MS);
const again = (sequence: number) => decision(sequence, { processedAtMs: AGAIN_MS });
const againMessage = (sequence: number, name: string) => named(sequence, name, AGAIN_MS);

function named(sequence: number, name: string, processedAtMs: number) {
  const written = message(sequence, { processedAtMs, messageKey: name });
  return { ...written, message: written.message && { ...written.message, messageId: name } };
}

const earlier = (sequence: number, changes = {}) =>
  view(sequence, { processedAtMs: LOST_MS, ...changes });
const later = (sequence: number, changes = {}) =>
  view(sequence, { processedAtMs: AGAIN_MS, ...changes });

const saved = async (): Promise<string[]> => {
  const events = await bench.models.events.find({ sessionId: 's1' }).sort({ sequence: 1 }).lean();
  return events.map(
    ({ sequence, type, message: kept }) => `${sequence} ${kept?.messageId ?? type}`,
  );
};

async function save(...batches: Partial<SaveBatch>[]): Promise<void> {
  for (const each of batches) await bench.activities.save(batch(each));
}

test('a message takes the number that a lost timer had taken', async () => {
  await save(
    { records: [message(1)], view: view(1) },
    { records: [lost(2)], view: earlier(2) },
    { records: [againMessage(2, 'late'), again(3)], view: later(3) },
  );
  expect(await saved()).toEqual(['1 m1', '2 late', '3 session.queued']);
  expect(bench.logged).toEqual([]);
});

test('a message that moves to a higher number is kept once, under the new one', async () => {
  await save(
    { records: [lostMessage(1, 'a'), lost(2)], view: earlier(2) },
    { records: [againMessage(1, 'b'), againMessage(2, 'a')], view: later(2) },
  );
  expect(await saved()).toEqual(['1 b', '2 a']);
  expect(bench.logged).toEqual([]);
});

test('a message that moves to a lower number leaves nothing behind', async () => {
  await save(
    { records: [lost(1), lostMessage(2, 'a')], view: earlier(2) },
    { records: [againMessage(1, 'a')], view: later(1, { revision: 1 }) },
  );
  expect(await saved()).toEqual(['1 a']);
});

test('two messages that change places are both kept', async () => {
  await save(
    { records: [lostMessage(1, 'a'), lostMessage(2, 'b')], view: earlier(2) },
    { records: [againMessage(1, 'b'), againMessage(2, 'a')], view: later(2) },
  );
  expect(await saved()).toEqual(['1 b', '2 a']);
});

test('events of a lost decision beyond the latest are removed with the next projection', async () => {
  await save(
    { records: [message(1)], view: view(1) },
    { records: [lost(2), lost(3), lost(4)], view: earlier(4) },
    { records: [againMessage(2, 'late')], view: later(2) },
  );
  expect(await saved()).toEqual(['1 m1', '2 late']);
});

test('the projection decided later wins, also with a lower revision', async () => {
  await save({ view: earlier(9, { status: 'closed' }) }, { view: later(7, { status: 'active' }) });
  expect(await bench.models.sessions.findById('s1').lean()).toMatchObject({
    status: 'active',
    revision: 7,
  });
});

test('a lost save that arrives late changes nothing', async () => {
  await save(
    { records: [againMessage(1, 'late'), again(2)], view: later(2) },
    { records: [lost(1), lostMessage(2, 'late')], view: earlier(2, { status: 'closed' }) },
  );
  expect(await saved()).toEqual(['1 late', '2 session.queued']);
  expect(await bench.models.sessions.findById('s1').lean()).toMatchObject({ status: 'queued' });
});

test('a batch that comes late never removes what later batches saved', async () => {
  await save(
    { records: [again(3)], view: later(3) },
    { records: [decision(1), decision(2)], view: view(2) },
  );
  expect(await saved()).toEqual(['1 session.queued', '2 session.queued', '3 session.queued']);
});
