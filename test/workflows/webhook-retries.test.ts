/** A delivery is tried for three days, at growing distances, and each event counts once by its ID. */

import { beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { raw } from '../../src/store/raw.ts';
import { message } from '../activities/support/records.ts';
import { until } from '../support/until.ts';
import { webhookStage } from './stage/webhook-stage.ts';

const stage = webhookStage({ skipping: true });

beforeEach(async () => {
  // Webhooks of the tests before hear no more.
  await raw(stage().context.models.webhooks).deleteMany({});
});

const HOUR = 3_600;
const some = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));
const isOver = ({ status }: { status: string }): boolean => status !== 'pending';

test('a receiver that fails for an hour gets every event afterwards, once each by ID', async () => {
  const [receiver, webhook] = await stage().webhook();
  const healedAtMs = (await stage().now()) + HOUR * 1_000;
  let nowMs = 0;
  receiver.reply = () => ({ status: nowMs >= healedAtMs ? 200 : 503 });
  await stage().save(randomUUID(), some(12));
  await stage().dispatch();
  await stage().all(webhook, 'each was refused', ({ attempts }) => attempts.length > 0);
  for (let passed = 0; passed < 3 * HOUR && receiver.accepted.length < 12; passed += 300) {
    await stage().pass(300);
    nowMs = await stage().now();
  }
  const log = await stage().all(webhook, 'all are delivered', isOver);
  expect(log.map(({ status }) => status)).toEqual(Array(12).fill('delivered'));
  expect(receiver.ids().toSorted()).toEqual(log.map(({ eventId }) => eventId).toSorted());
  expect(new Set(receiver.ids()).size).toBe(12);
  // 5, 10, 20 … seconds: an hour has 10 attempts at least.
  const attempts = receiver.received.filter(({ event }) => event.id === receiver.ids()[0]);
  expect(attempts.length).toBeGreaterThan(9);
  const stamps = attempts.map(({ headers }) => headers['webhook-id']);
  expect(new Set(stamps)).toEqual(new Set([receiver.ids()[0]]));
}, 240_000);

test('after three days in which an endpoint accepted nothing it is switched off, and supervisors hear of it', async () => {
  const { models } = stage().context;
  const [receiver, webhook] = await stage().webhook({ eventTypes: ['message.outbound'] });
  receiver.reply = () => ({ status: 500 });
  const sessionId = randomUUID();
  await stage().save(sessionId, [message(1, { type: 'message.outbound' })]);
  await stage().dispatch();
  const beganMs = await stage().now();
  while ((await stage().now()) < beganMs + 73 * HOUR * 1_000) await stage().pass(HOUR);
  const [delivery] = await stage().all(webhook, 'it is given up', isOver);
  expect(delivery?.status).toBe('failed');
  // Twelve doublings of five seconds, then every six hours or a little more.
  expect(delivery?.attempts.length).toBeGreaterThanOrEqual(20);
  expect(delivery?.attempts.length).toBeLessThanOrEqual(25);
  expect(await stage().reread(webhook)).toMatchObject({ enabled: false, offReason: 'failing' });
  const alerts = await until('supervisors hear of it', async () => {
    const found = await raw(models.notifications).find({ kind: 'supervisor_alert' }).toArray();
    return found.length > 1 && found;
  });
  expect(alerts.map(({ sessionId: about, agentId }) => [about, agentId])).toEqual(
    expect.arrayContaining([
      [null, null],
      [sessionId, null],
    ]),
  );
  const [told, teller] = await stage().webhook({ eventTypes: ['supervisor.alert'] });
  await raw(models.webhooks).updateOne({ _id: teller._id }, { $set: { since: webhook.since } });
  await until('others are told', async () => {
    await stage().dispatch();
    return told.accepted.length === 2;
  });
  const ofNone = { sessionId: null, conversationId: null, sequence: null };
  expect(told.accepted).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ...{ sessionId, conversationId: `c-${sessionId}`, sequence: null },
        data: { channel: 'web', alert: 'message_not_delivered', messageId: 'm1' },
      }),
      expect.objectContaining({
        ...ofNone,
        data: { alert: 'webhook_off', webhookId: webhook._id, offReason: 'failing' },
      }),
    ]),
  );
}, 240_000);

test('an endpoint that accepts other events stays on when one is given up', async () => {
  const [receiver, webhook] = await stage().webhook();
  const sessionId = randomUUID();
  await stage().save(sessionId, some(2));
  receiver.reply = ({ event }) => ({ status: event.sequence === 1 ? 500 : 200 });
  await stage().dispatch();
  const beganMs = await stage().now();
  while ((await stage().now()) < beganMs + 73 * HOUR * 1_000) await stage().pass(HOUR);
  const log = await stage().all(webhook, 'both are over', isOver);
  expect(log.map(({ status }) => status).toSorted()).toEqual(['delivered', 'failed']);
  expect(await stage().reread(webhook)).toMatchObject({ enabled: true, offReason: null });
}, 240_000);
