import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { saveSettings } from '../../src/store/settings/versions.ts';
import { useDatabase } from './support/database.ts';
import { batch, message, view } from './support/records.ts';

const bench = useDatabase();

const opening = (messageKeys: string[] = [], sessionIds: string[] = []) =>
  bench.activities.loadOpening({ conversationId: 'c1', channel: 'web', messageKeys, sessionIds });

test('a first session has the product’s defaults, and nothing before it', async () => {
  expect(await opening(['k1'])).toEqual({
    settings: { version: 0, values: DEFAULT_SETTINGS, calendar: null },
    previousSessionId: null,
    lastAgentId: null,
    kept: {},
  });
});

test('a later session knows the one before it, its agent, and what earlier sessions kept', async () => {
  await bench.activities.save(batch({ records: [message(1)], view: view(1, { agentId: 'a1' }) }));
  await bench.activities.save(
    batch({
      sessionId: 's2',
      records: [message(1, { messageKey: 'k9', message: message(9).message })],
      view: view(1, { id: 's2', createdAtMs: 2_000, lastAgentId: 'a2' }),
    }),
  );
  expect(await opening(['k1', 'k2', 'k9'])).toMatchObject({
    previousSessionId: 's2',
    lastAgentId: 'a2',
    kept: {
      k1: { sessionId: 's1', sequence: 1, digest: 'd1' },
      k9: { sessionId: 's2', sequence: 1, digest: 'd1' },
    },
  });
});

test('what a lost workflow task saved of the session being opened is nobody’s earlier session', async () => {
  await bench.activities.save(batch({ records: [message(1)], view: view(1, { agentId: 'a1' }) }));
  expect(await opening(['k1'], ['s1'])).toMatchObject({
    previousSessionId: null,
    lastAgentId: null,
    kept: {},
  });
});

test('nor when only its events were saved before the task was lost', async () => {
  await bench.activities.save(batch({ records: [message(1)] }));
  expect((await opening(['k1'], ['s1'])).kept).toEqual({});
});

test('a message delivered again after its session closed opens nothing', async () => {
  const closed = view(1, { status: 'closed', closeReason: 'customer_idle', closedAtMs: 3_000 });
  await bench.activities.save(batch({ records: [message(1)], view: closed }));
  expect(await opening(['k1'], ['s1'])).toMatchObject({
    previousSessionId: 's1',
    kept: { k1: { sessionId: 's1' } },
  });
});

test('a session is pinned to the channel’s effective settings, with ninety days of opening hours', async () => {
  const businessHours = {
    timeZone: 'Europe/Berlin',
    weekly: { monday: [{ from: '09:00', to: '17:00' }] },
    holidays: [],
  };
  await saveSettings(
    bench.models,
    { channel: 'web', values: { businessHours, queue: { maxWaitSeconds: 60 } } },
    { savedBy: 'test', nowMs: Date.now(), expectedVersion: null },
  );
  const { version, values, calendar } = await bench.activities.loadSettings('web');
  expect([version, values.queue.maxWaitSeconds]).toEqual([1, 60]);
  expect(calendar?.open.length).toBeGreaterThanOrEqual(13);
  expect(calendar?.untilMs).toBeGreaterThan(Date.now() + 89 * 86_400_000);
  expect((await bench.activities.loadSettings('other')).calendar).toBeNull();

  const fromMs = calendar?.untilMs ?? 0;
  const extended = await bench.activities.extendCalendar({ channel: 'web', version: 1, fromMs });
  expect(extended.untilMs).toBe(fromMs + 90 * 86_400_000);
});

test('a calendar that the settings do not have cannot be extended, however often it is tried', async () => {
  const request = { channel: 'web', version: 0, fromMs: 0 };
  await expect(bench.activities.extendCalendar(request)).rejects.toMatchObject({
    type: 'ImpossibleRequest',
    nonRetryable: true,
  });
});
