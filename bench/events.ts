/**
 * Clients of the event stream over two API replicas, one of which is killed meanwhile: what each of them heard beside
 * what is in the log, and how long it took from a customer's request to the client.
 * `npm run bench -- events --clients 200 --seconds 40`
 */

import { setTimeout as pause } from 'node:timers/promises';
import { postKeys } from '../client/sdk.gen.ts';
import { eventLog } from '../src/store/events/schema.ts';
import { connectModels, modelsOf } from '../src/store/connection.ts';
import { publicEvent } from '../src/store/events/public-event.ts';
import { granted, openDesk, type Desk } from '../test/support/desk.ts';
import { followEvents, type EventClient, type Heard } from '../test/support/event-stream.ts';
import { startProduct, type Product } from '../test/support/product.ts';
import { until } from '../test/support/until.ts';
import { median, percentile } from './load.ts';
import { startReplica } from './replica.ts';
import { openVerdict, type Verdict } from './verdict.ts';

const CUSTOMERS = 30;
/** A caller may have a hundred streams in a process, and one process gets all of them. */
const CLIENTS_A_KEY = 40;
const RECONNECT_MS = 200;

interface Options {
  clients: number;
  seconds: number;
  rate: number;
}

interface Listener {
  heard: Heard[];
  reconnected: number;
  opened(): Promise<void>;
  close(): void;
}

export async function events({ clients, seconds, rate }: Options): Promise<void> {
  const product = await startProduct();
  const replica = await startReplica(product);
  const desk = openDesk(product.api);
  const verdict = openVerdict();
  try {
    const keys = await makeKeys(desk, Math.ceil(clients / CLIENTS_A_KEY));
    const listeners = Array.from({ length: clients }, (_, index) => {
      const addresses = index % 2 === 0 ? [product.api] : [replica.address, product.api];
      return listen(addresses, keys[index % keys.length] ?? '');
    });
    await Promise.all(listeners.map((listener) => listener.opened()));
    console.log(`${String(clients)} clients listen at two replicas`);
    const killing = pause((seconds * 1000) / 2).then(() => replica.child.kill('SIGKILL'));
    const sentAtMs = await talk(desk, { seconds, rate });
    await killing;
    const expected = await publicLog(product, sentAtMs.size);
    await until(
      'every listener has heard all',
      () => listeners.every(({ heard }) => heard.length >= expected.length),
      {
        withinMs: 30_000,
      },
    ).catch(() => undefined);
    await pause(2_000);
    for (const listener of listeners) listener.close();
    for (const [index, listener] of listeners.entries()) check(verdict, index, listener, expected);
    report(listeners, expected, sentAtMs);
    verdict.give();
  } finally {
    desk.close();
    replica.child.kill('SIGKILL');
    await product.stop();
  }
}

function makeKeys(desk: Desk, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const body = { name: `listener ${String(index)}`, role: 'integration' as const };
      return granted(await postKeys({ client: desk.client, body })).key;
    }),
  );
}

/** Goes on at the next address whenever a stream ends. */
function listen(addresses: string[], key: string): Listener {
  const heard: Heard[] = [];
  const state = { closed: false, client: null as EventClient | null };
  const listener = {
    heard,
    reconnected: -1,
    opened: () =>
      until('a stream has begun', () => state.client?.lastId() ?? null, { withinMs: 60_000 }).then(
        () => undefined,
      ),
    close: () => {
      state.closed = true;
      state.client?.close();
    },
  };
  void (async () => {
    for (let lastId: string | null = null; !state.closed;) {
      listener.reconnected += 1;
      const address = addresses[Math.min(listener.reconnected, addresses.length - 1)] ?? '';
      const client = followEvents(address, { key, lastId });
      state.client = client;
      while (!client.isOver()) await pause(RECONNECT_MS);
      heard.push(...client.heard.splice(0));
      lastId = client.lastId();
    }
  })();
  // Events of the present connection are read at its end, or here.
  return {
    ...listener,
    get heard() {
      return [...heard, ...(state.client?.heard ?? [])];
    },
    get reconnected() {
      return listener.reconnected;
    },
  };
}

/** @returns when each message was sent, by its ID */
async function talk(
  desk: Desk,
  { seconds, rate }: Pick<Options, 'seconds' | 'rate'>,
): Promise<Map<string, number>> {
  const sentAtMs = new Map<string, number>();
  const sent: Promise<unknown>[] = [];
  const startedAtMs = performance.now();
  for (let index = 0; index < seconds * rate; index += 1) {
    await pause(Math.max(0, startedAtMs + (index * 1000) / rate - performance.now()));
    const messageId = `m-${String(index)}`;
    sentAtMs.set(messageId, performance.now());
    sent.push(desk.post({ customer: `customer-${String(index % CUSTOMERS)}`, messageId }));
  }
  await Promise.all(sent);
  return sentAtMs;
}

interface Expected {
  id: string;
  conversationId: string | null;
  sequence: number | null;
}

/** Everything integrators are told of sessions, as the log has it once all messages are in it, in order. */
async function publicLog({ mongodbUri }: Product, messages: number): Promise<Expected[]> {
  const connection = await connectModels(mongodbUri, { waitMs: 10_000 });
  const log = eventLog(modelsOf(connection).events);
  try {
    await until(
      'every message saved',
      async () => (await log.countDocuments({ type: 'message.created' })) === messages,
      { withinMs: 60_000 },
    );
    await pause(1_000);
    const stored = await log.find().sort({ sessionId: 1, sequence: 1 }).toArray();
    return stored.flatMap((event) => publicEvent(event) ?? []);
  } finally {
    await connection.close();
  }
}

function check(verdict: Verdict, index: number, { heard }: Listener, expected: Expected[]): void {
  const ids = heard.map(({ event }) => event.id);
  const unique = new Set(ids);
  const missing = expected.filter(({ id }) => !unique.has(id));
  const who = `client ${String(index)}`;
  verdict.expect(missing.length === 0, `${who} misses ${String(missing.length)} events`);
  verdict.expect(unique.size === ids.length, `${who} heard some twice`);
  const latest = new Map<string, number>();
  for (const { event } of heard) {
    const before = latest.get(event.sessionId ?? '') ?? 0;
    const now = event.sequence ?? 0;
    verdict.expect(
      now > before || event.sessionId === null,
      `${who} heard ${event.id} out of order`,
    );
    latest.set(event.sessionId ?? '', now);
  }
}

function report(listeners: Listener[], expected: Expected[], sentAtMs: Map<string, number>): void {
  const all = listeners.flatMap(({ heard }) => heard);
  const delays = all.flatMap(({ event, atMs }) => {
    const sent = 'messageId' in event.data ? sentAtMs.get(event.data.messageId) : undefined;
    return sent === undefined ? [] : [atMs - sent];
  });
  const came = listeners.filter(({ reconnected }) => reconnected > 0).length;
  console.log(`${String(expected.length)} events in the log, ${String(all.length)} heard in all`);
  console.log(`${String(came)} clients were cut off and went on at the other replica`);
  const figures = [median(delays), percentile(delays, 0.99), Math.max(0, percentile(delays, 1))];
  const [half, most, longest] = figures.map((ms) => `${ms.toFixed(0)} ms`);
  console.log(
    `from request to client: median ${half ?? ''}, p99 ${most ?? ''}, longest ${longest ?? ''}`,
  );
}
