/** Every type of event, as the running product tells it, is exactly what the OpenAPI document says. */

import { beforeAll, expect, jest, test } from '@jest/globals';
import {
  deleteAgentsById,
  getOpenapiJson,
  getSettings,
  postSessionsByIdAccept,
  postSessionsByIdHold,
  postSessionsByIdMessages,
  postSessionsByIdResume,
  postSessionsByIdTransfer,
  postWebhooks,
  putSettings,
} from '../../client/sdk.gen.ts';
import type { Event, NewWebhook } from '../../client/types.gen.ts';
import { decided, granted } from '../support/desk.ts';
import { followEvents, type EventClient } from '../support/event-stream.ts';
import { eventSchemas, type EventDocument, type EventSchemas } from '../support/event-schemas.ts';
import { ADMIN_KEY } from '../support/product.ts';
import { Receiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

jest.setTimeout(300_000);

let stream: EventClient;
let schemas: EventSchemas;
let told: Receiver;

const { product, desk, atEnd } = useProduct({
  env: { SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8' },
});

beforeAll(async () => {
  stream = followEvents(product.api, { key: ADMIN_KEY });
  atEnd(() => {
    stream.close();
  });
  await stream.opened();
  const document: unknown = granted(await getOpenapiJson({ client: desk.client }));
  schemas = eventSchemas(document as EventDocument);
  told = await receiver({ channels: ['busy', 'ringing', 'lost'] });
  const gone = await receiver({ channels: ['lonely'], eventTypes: ['message.outbound'] });
  gone.reply = () => ({ status: 410 });
  await desk.configure('busy', {
    response: { limitSeconds: 2, warningSeconds: 1 },
    reassignment: { enabled: true, afterSeconds: 3, maxHops: 1 },
  });
  await desk.configure('ringing', { reception: { mode: 'manual' } });
  await desk.configure('lonely', { queue: { maxWaitSeconds: 5 } });
}, 60_000);

async function receiver(filters: Omit<NewWebhook, 'url'>): Promise<Receiver> {
  const started = await Receiver.start();
  atEnd(() => {
    started.close();
  });
  const body = { url: started.url, ...filters };
  started.secrets = [granted(await postWebhooks({ client: desk.client, body })).secret];
  return started;
}

const heard = (): Event[] => stream.heard.map(({ event }) => event);

/** Waits for an event of a session. */
const happens = (sessionId: string, type: Event['type'], data: object = {}): Promise<unknown> =>
  until(`${type} ${JSON.stringify(data)}`, () =>
    heard().some(
      (event) =>
        event.sessionId === sessionId &&
        event.type === type &&
        Object.entries(data).every(([name, value]) => Reflect.get(event.data, name) === value),
    ),
  );

async function contact(channel: string, messageId = 'm-1'): Promise<string> {
  const landed = await desk.landed({ channel, customer: `${channel}-17`, messageId });
  return landed.body.sessionId;
}

/** A command that nothing speaks against. */
async function done(...given: Parameters<typeof decided>): Promise<void> {
  expect((await decided(...given)).code).toBeNull();
}

/** Warned, overdue, reassigned, answered, on hold and resumed, given on, ended, and begun again. */
async function busyLife(): Promise<void> {
  await desk.staff('ada', { channels: ['busy'] });
  await desk.staff('bob', { channels: ['busy'] });
  const id = await contact('busy');
  await happens(id, 'supervisor.alert', { alert: 'hops_spent' });
  const moved = heard().find((event) => event.type === 'session.reassigned')!;
  const { agentId, fromAgentId } = moved.data;
  const of = { client: desk.client, path: { id } };
  const note = { author: { type: 'bot' }, visibility: 'note', text: 'Waits long.' } as const;
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await done((headers) =>
    postSessionsByIdMessages({ ...of, headers, body: { ...note, messageId: 'n-1' } }),
  );
  expect((await desk.reply(id, agentId, 'r-1')).code).toBeNull();
  await done((headers) => postSessionsByIdHold({ ...of, headers, body: { until: inAnHour } }));
  await done((headers) => postSessionsByIdResume({ ...of, headers }));
  const to = { agentId: fromAgentId! };
  await done((headers) => postSessionsByIdTransfer({ ...of, headers, body: { to } }));
  await happens(id, 'session.assigned', { ...to, fromAgentId: agentId });
  expect((await desk.end(id, { by: 'agent' })).code).toBeNull();
  const next = await contact('busy', 'm-2');
  await happens(next, 'session.started', { previousSessionId: id });
}

/** Rings, and is accepted. */
async function ringingLife(): Promise<void> {
  await desk.staff('mia', { channels: ['ringing'] });
  const id = await contact('ringing');
  await happens(id, 'session.offered');
  const of = { client: desk.client, path: { id }, body: { agentId: 'mia' } };
  await done((headers) => postSessionsByIdAccept({ ...of, headers }));
  await happens(id, 'session.assigned');
}

/** Goes back to the queue, for its agent is deleted. */
async function lostLife(): Promise<void> {
  await desk.staff('tom', { channels: ['lost'] });
  const id = await contact('lost');
  await happens(id, 'session.assigned');
  granted(await deleteAgentsById({ client: desk.client, path: { id: 'tom' } }));
  await happens(id, 'session.queued', { lostAgentId: 'tom' });
}

/** Waits until the queue's limit; the message that says so is taken by nobody. */
async function lonelyLife(): Promise<void> {
  const id = await contact('lonely');
  await happens(id, 'supervisor.alert', { alert: 'queue_limit_near' });
  await happens(id, 'session.closed', { closeReason: 'queue_timeout' });
  await happens(id, 'supervisor.alert', { alert: 'message_not_delivered' });
}

/** A field that is told; of alerts each one by itself. */
const saying = (type: string, name: string, value: unknown): string =>
  name === 'alert' ? `${type} ${String(value)}` : `${type} ${name}`;

/** All that the document promises. */
const promised = (): string[] =>
  schemas.types.flatMap((type) =>
    schemas
      .shapesOf(type)
      .flatMap(({ properties = {} }) =>
        Object.entries(properties).flatMap(([name, { enum: values = [null] }]) =>
          values.map((value) => saying(type, name, value)),
        ),
      ),
  );

function untold(): string[] {
  const seen = heard().flatMap(({ type, data }) =>
    Object.entries(data).map(([name, value]: [string, unknown]) => saying(type, name, value)),
  );
  return promised().filter((one) => !seen.includes(one));
}

test('what is told fits to the letter, and every type and field of the document is told', async () => {
  const { settings } = granted(await getSettings({ client: desk.client }));
  granted(await putSettings({ client: desk.client, body: settings }));
  await Promise.all([busyLife(), ringingLife(), lostLife(), lonelyLife()]);
  await until('every field', () => untold().length === 0).catch(() => undefined);
  expect(untold()).toEqual([]);
  expect(heard().flatMap(schemas.complaints)).toEqual([]);
});

test('a webhook brings the very same', async () => {
  const events = heard().filter(
    ({ data }) => 'channel' in data && ['busy', 'ringing'].includes(data.channel ?? ''),
  );
  expect(events).not.toEqual([]);
  const brought = () => new Map(told.accepted.map((event) => [event.id, event]));
  await until('every delivery', () => events.every(({ id }) => brought().has(id)));
  expect(events.map(({ id }) => brought().get(id))).toEqual(events);
});
