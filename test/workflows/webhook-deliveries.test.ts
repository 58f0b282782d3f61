/** Every event reaches every webhook that wants it, signed, and no webhook stands in another one's way. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Dispatcher } from '../../src/activities/webhooks/dispatch.ts';
import type { DeliveryDocument } from '../../src/store/webhooks/delivery-schema.ts';
import { nextPosition } from '../../src/store/events/schema.ts';
import { raw } from '../../src/store/raw.ts';
import { decision, message } from '../activities/support/records.ts';
import { until } from '../support/until.ts';
import { newSecret, webhookStage } from './stage/webhook-stage.ts';

const stage = webhookStage();
const models = () => stage().context.models;

beforeEach(async () => {
  // Webhooks of the tests before hear no more.
  await raw(models().webhooks).deleteMany({});
});
afterEach(() => {
  for (const receiver of stage().receivers.splice(0)) receiver.close();
});

const isOver = ({ status }: DeliveryDocument): boolean => status !== 'pending';
const isTried = ({ attempts }: DeliveryDocument): boolean => attempts.length > 0;
const outbound = (sequence: number) =>
  message(sequence, {
    type: 'message.outbound',
    message: {
      messageId: 'r1',
      author: { type: 'agent', id: 'maya' },
      visibility: 'public',
      text: 'Good morning!',
    },
    data: { customerId: 'customer-1', roomId: 'room-1' },
  });

test('an event arrives in the public vocabulary, signed, under its own ID', async () => {
  const [receiver, webhook] = await stage().webhook();
  const sessionId = randomUUID();
  await stage().save(sessionId, [message(1), outbound(2)]);
  await stage().dispatch();
  await stage().all(webhook, 'both are delivered', isOver);
  const [{ event, headers, validFor }] = receiver.received.filter(
    (one) => one.event.type === 'message.outbound',
  ) as [(typeof receiver.received)[number]];
  expect(event).toEqual({
    id: headers['webhook-id'],
    type: 'message.outbound',
    at: '1970-01-01T00:00:01.002Z',
    sessionId,
    conversationId: `c-${sessionId}`,
    sequence: 2,
    data: {
      channel: 'web',
      messageId: 'r1',
      author: { type: 'agent', id: 'maya' },
      visibility: 'public',
      text: 'Good morning!',
      customer: { id: 'customer-1' },
      roomId: 'room-1',
    },
  });
  expect(headers['content-type']).toBe('application/json');
  expect(validFor).toEqual(receiver.secrets);
});

test('each webhook gets what it asked for, and steps that are not public go nowhere', async () => {
  const [all] = await stage().webhook();
  const [some] = await stage().webhook({ eventTypes: ['session.queued'], channels: ['web'] });
  const [other] = await stage().webhook({ channels: ['telegram'] });
  await stage().save(randomUUID(), [
    message(1),
    decision(2),
    decision(3, { type: 'session.search_started' }),
  ]);
  await stage().save(randomUUID(), [decision(1)], 'telegram');
  await stage().dispatch();
  await until(
    'all are there',
    () => all.accepted.length === 3 && some.accepted.length === 1 && other.accepted.length === 1,
  );
  expect(all.accepted.map(({ type }) => type).toSorted()).toEqual([
    'message.created',
    'session.queued',
    'session.queued',
  ]);
  expect(some.accepted).toMatchObject([{ type: 'session.queued', data: { channel: 'web' } }]);
});

test('a webhook is told of nothing that happened before it was there', async () => {
  await stage().save(randomUUID(), [message(1)]);
  const [receiver] = await stage().webhook();
  const sessionId = randomUUID();
  await stage().save(sessionId, [message(1)]);
  await stage().dispatch();
  await until('the new one is there', () => receiver.accepted.length > 0);
  await stage().dispatch();
  expect(receiver.accepted.map((event) => event.sessionId)).toEqual([sessionId]);
});

test('going through the log again, or dying between writing down and starting, doubles and loses nothing', async () => {
  const [receiver, webhook] = await stage().webhook();
  const { deliveries } = stage().context;
  await stage().save(randomUUID(), [message(1), message(2), message(3)]);
  const dying = new Dispatcher({
    ...stage().context,
    deliveries: { start: () => Promise.reject(new Error('killed')) },
  });
  await expect(stage().dispatch(dying)).rejects.toThrow('killed');
  expect(receiver.received).toEqual([]);
  await raw(models().dispatches).deleteMany({});
  await Promise.all([stage().dispatch(), stage().dispatch()]);
  await stage().all(webhook, 'all are delivered', isOver);
  // As if the note that they were started had been lost.
  await raw(models().deliveries).updateMany({}, { $set: { started: false } });
  await stage().dispatch(new Dispatcher({ ...stage().context, deliveries }));
  expect(receiver.ids()).toHaveLength(3);
  expect(new Set(receiver.ids()).size).toBe(3);
});

test('an event that comes to light behind a later one is delivered too', async () => {
  const [receiver] = await stage().webhook();
  const dispatcher = new Dispatcher(stage().context);
  const sessionId = randomUUID();
  await stage().save(sessionId, [message(1), message(2)]);
  const hidden = await raw(models().events).findOneAndDelete({ sessionId, sequence: 1 });
  await stage().dispatch(dispatcher);
  await until('the later one is there', () => receiver.accepted.length === 1);
  // With a position of its own, as the server gave it when the insertion began.
  await raw(models().events).insertOne(hidden!);
  await until('the earlier one is there', async () => {
    await stage().dispatch(dispatcher);
    return receiver.accepted.length === 2;
  });
  expect(receiver.accepted.map(({ sequence }) => sequence)).toEqual([2, 1]);
});

test('what a later decision put under the same number is delivered under an ID of its own', async () => {
  const [receiver, webhook] = await stage().webhook();
  const sessionId = randomUUID();
  await stage().save(sessionId, [decision(1)]);
  await stage().dispatch();
  await stage().all(webhook, 'the first is delivered', isOver);
  await stage().save(sessionId, [message(1, { processedAtMs: 9_000 })]);
  await stage().dispatch();
  await until('the second is there', () => receiver.accepted.length === 2);
  expect(receiver.accepted.map(({ type, sequence }) => [type, sequence])).toEqual([
    ['session.queued', 1],
    ['message.created', 1],
  ]);
  expect(new Set(receiver.ids()).size).toBe(2);
});

test('while a secret is replaced both are good, and afterwards the new one only', async () => {
  const [receiver, webhook] = await stage().webhook();
  const fresh = newSecret();
  const seal = (secret: string) =>
    stage().context.sealing.seal('webhook secret', webhook._id, secret);
  const put = (expiresAt: Date) =>
    raw(models().webhooks).updateOne(
      { _id: webhook._id },
      {
        $set: {
          secrets: [
            { sealed: seal(fresh), expiresAt: null },
            { sealed: webhook.secrets[0]?.sealed ?? '', expiresAt },
          ],
        },
      },
    );
  const [old] = receiver.secrets as [string];
  receiver.secrets = [old, fresh];
  await put(new Date(Date.now() + 3_600_000));
  await stage().save(randomUUID(), [message(1)]);
  await stage().dispatch();
  await until('it is there', () => receiver.received.length === 1);
  await put(new Date(Date.now() - 1));
  await stage().save(randomUUID(), [message(1)]);
  await stage().dispatch();
  await until('the other is there', () => receiver.received.length === 2);
  expect(receiver.received.map(({ validFor }) => validFor)).toEqual([[old, fresh], [fresh]]);
});

test('410 switches the webhook off; what waits for it fails, and is delivered by hand later', async () => {
  const [receiver, webhook] = await stage().webhook();
  receiver.reply = () => ({ status: 410 });
  const sessionId = randomUUID();
  await stage().save(sessionId, [outbound(1)]);
  await stage().dispatch();
  const [gone] = await stage().all(webhook, 'it is over', isOver);
  expect(gone).toMatchObject({ status: 'failed', attempts: [{ status: 410 }] });
  expect(await stage().reread(webhook)).toMatchObject({ enabled: false, offReason: 'gone' });
  expect(stage().logged.at(-1)?.facts).toEqual({ webhookId: webhook._id, offReason: 'gone' });
  // What should go to customers meanwhile is written down as failed, other events are not.
  await stage().save(sessionId, [message(2), outbound(3)]);
  await stage().dispatch();
  const log = await stage().all(webhook, 'two are written down', isOver);
  expect(log.map(({ type, status, attempts }) => [type, status, attempts.length])).toEqual([
    ['message.outbound', 'failed', 1],
    ['message.outbound', 'failed', 0],
  ]);
  await raw(models().webhooks).updateOne(
    { _id: webhook._id },
    { $set: { enabled: true, offReason: null } },
  );
  receiver.reply = () => ({ status: 200 });
  for (const delivery of log) await stage().retry(webhook, delivery);
  await stage().all(webhook, 'both are delivered', ({ status }) => status === 'delivered');
  expect(receiver.ids().toSorted()).toEqual(log.map(({ eventId }) => eventId).toSorted());
});

test('Retry-After of 429 and 503 is honoured, and a retry by hand does not wait for it', async () => {
  const [receiver, webhook] = await stage().webhook();
  let limited = true;
  receiver.reply = () =>
    limited ? { status: 429, headers: { 'retry-after': '3600' } } : { status: 200 };
  await stage().save(randomUUID(), [message(1)]);
  await stage().dispatch();
  const [waiting] = (await stage().all(webhook, 'it is tried', isTried)) as [DeliveryDocument];
  expect(waiting.status).toBe('pending');
  const inMs = (waiting.nextAttemptAt?.getTime() ?? 0) - Date.now();
  expect(inMs).toBeGreaterThan(3_500_000);
  limited = false;
  await stage().retry(webhook, waiting);
  const [done] = await stage().all(webhook, 'it is delivered', isOver);
  expect(done?.attempts.map(({ status }) => status)).toEqual([429, 200]);
  expect(done?.attempts[0]?.error).toBe('The endpoint answered with status 429.');
});

test('a redirect is not followed, and tried again', async () => {
  const [elsewhere] = await stage().webhook({ enabled: false, offReason: 'by_hand' });
  const [receiver, webhook] = await stage().webhook();
  receiver.reply = () => ({ status: 307, headers: { location: elsewhere.url } });
  await stage().save(randomUUID(), [message(1)]);
  await stage().dispatch();
  const [tried] = await stage().all(webhook, 'it is tried', isTried);
  expect(tried?.status).toBe('pending');
  // On a slow machine there are others by now.
  expect(tried?.attempts[0]).toMatchObject({
    status: 307,
    error: 'The endpoint redirects, which is not followed.',
  });
  expect(elsewhere.received).toEqual([]);
});

test('an address that became private is not connected to', async () => {
  const [, webhook] = await stage().webhook({ url: 'http://[::1]:9/hook' });
  await stage().save(randomUUID(), [message(1)]);
  await stage().dispatch();
  const [tried] = await stage().all(webhook, 'it is tried', isTried);
  expect(tried?.attempts[0]).toMatchObject({
    status: null,
    error: 'Not sent: The host must have public addresses only.',
  });
});

test('a webhook that hangs, with more events than it may have connections, delays no other', async () => {
  const [hanging, waiting] = await stage().webhook();
  const [quick] = await stage().webhook();
  hanging.reply = () => 'hang';
  const records = Array.from({ length: 60 }, (_, index) => message(index + 1));
  await stage().save(randomUUID(), records);
  await stage().dispatch();
  await until('the quick one has all', () => quick.accepted.length === 60);
  // All of it while every attempt at the other one hangs.
  const attempts = (await stage().deliveries(waiting)).flatMap((one) => one.attempts);
  expect(attempts).toEqual([]);
  expect(new Set(quick.ids()).size).toBe(60);
  expect(hanging.received.length).toBeLessThanOrEqual(20);
});

test('a webhook that was deleted gets nothing more', async () => {
  const [receiver, webhook] = await stage().webhook();
  await stage().stopWorker();
  await stage().save(randomUUID(), [message(1)]);
  await stage().dispatch();
  await raw(models().webhooks).deleteOne({ _id: webhook._id });
  await stage().startWorker();
  const [over] = await stage().all(webhook, 'it is over', isOver);
  expect(over).toMatchObject({
    status: 'failed',
    attempts: [{ error: 'The webhook was deleted.' }],
  });
  expect(receiver.received).toEqual([]);
});

test('an event of no session goes to every webhook that takes its type', async () => {
  const [receiver] = await stage().webhook({ channels: ['telegram'] });
  const event = { _id: `settings:${randomUUID()}`, type: 'settings.saved', channel: null };
  const facts = { at: new Date(), sessionId: null, data: { version: 3 }, position: nextPosition() };
  await raw(models().events).insertOne({ ...event, ...facts } as never);
  await stage().dispatch();
  await until('it is there', () => receiver.accepted.length === 1);
  expect(receiver.accepted).toMatchObject([{ type: 'settings.saved', data: { version: 3 } }]);
});
