/**
 * Two hundred sessions at once on five agents of capacity three: fifteen are assigned and 185 wait, then each end gives
 * the oldest its turn. Once undisturbed, and once while the worker is killed again and again.
 * `npm run bench -- queue --kills 10`
 */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { postSessionsByIdEnd } from '../client/sdk.gen.ts';
import { answered, openDesk, type Desk } from '../test/support/desk.ts';
import { startProduct, type Product } from '../test/support/product.ts';
import { openSaved } from '../test/support/saved.ts';
import { until } from '../test/support/until.ts';
import { openHolds, watchCapacity, type Holds } from '../test/support/holds.ts';
import { openVerdict, type Verdict } from './verdict.ts';

const SESSIONS = 200;
const AGENTS = 5;
const CAPACITY = 3;
/** At every so many ends customers who wait write once more. */
const WRITE_EVERY = 3;
const PATIENCE = { withinMs: 240_000, everyMs: 15 };

interface Round {
  channel: string;
  /** How often the worker is killed: half of it while all begin, half while they end. */
  kills: number;
  product: Product;
  desk: Desk;
  holds: Holds;
  verdict: Verdict;
}

export async function queue({ kills }: { kills: number }): Promise<void> {
  const product = await startProduct();
  const desk = openDesk(product.api, { connections: 256 });
  const holds = await openHolds(product.mongodbUri);
  const verdict = openVerdict();
  try {
    const rounds = [
      { channel: 'calm', kills: 0 },
      ...(kills > 0 ? [{ channel: 'killed', kills }] : []),
    ];
    for (const one of rounds) await play({ ...one, product, desk, holds, verdict });
    verdict.give();
  } finally {
    desk.close();
    await holds.close();
    await product.stop();
  }
}

/** Kills the worker at random instants, so many times. */
async function killWorkers(product: Product, kills: number): Promise<void> {
  for (let done = 0; done < kills;) {
    await pause(500 + Math.random() * 3_500);
    try {
      product.signal('worker', 'SIGKILL');
      done += 1;
    } catch {
      // It is being started again.
    }
  }
}

async function play(round: Round): Promise<void> {
  const { channel, desk, holds, verdict } = round;
  for (let index = 0; index < AGENTS; index += 1) {
    const id = `${channel}-${String(index)}`;
    await desk.staff(id, { capacity: CAPACITY, channels: [channel] });
  }
  const watch = watchCapacity(holds);
  const watched = await startAndDrain(round).then(
    () => watch.end(),
    async (error: unknown) => {
      await watch.end();
      throw error;
    },
  );
  const { samples, most, above } = watched;
  console.log(
    `${channel}: ${String(samples)} looks at the agents meanwhile, ${String(most)} sessions the most that one held`,
  );
  verdict.expect(above.length === 0, `${channel}: above capacity: ${above.join(', ')}`);
  await checkEnd(round);
}

async function startAndDrain(round: Round): Promise<void> {
  const { channel, holds, verdict, product, kills } = round;
  const startedMs = Date.now();
  const customers = Array.from({ length: SESSIONS }, (_, index) => `${channel}-c${String(index)}`);
  const atStart = killWorkers(product, Math.ceil(kills / 2));
  await Promise.all(customers.map((customer) => contact(round, customer, 'm-1')));
  await atStart;
  const room = AGENTS * CAPACITY;
  await until(
    'everybody assigned or queued',
    async () => (await holds.queue()).length + (await holds.held()).length >= SESSIONS,
    { ...PATIENCE },
  );
  // Nothing may change any more, once all have been looked for.
  await pause(2_000);
  const [held, waiting] = [await holds.held(), await holds.queue()];
  console.log(
    `${channel}: ${String(SESSIONS)} at once, after ${seconds(startedMs)}: ${String(held.length)} assigned, ` +
      `${String(waiting.length)} queued`,
  );
  verdict.expect(held.length === room, `${channel}: ${String(held.length)} assigned`);
  verdict.expect(
    waiting.length === SESSIONS - room,
    `${channel}: ${String(waiting.length)} queued`,
  );
  const drainedMs = Date.now();
  await Promise.all([drainAll(round), killWorkers(product, Math.floor(kills / 2))]);
  console.log(`${channel}: drained in ${seconds(drainedMs)}`);
}

const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

async function contact({ desk, channel }: Round, customer: string, messageId: string) {
  await until(
    'a message accepted',
    async () => (await desk.post({ channel, customer, messageId })).status === 202,
    { ...PATIENCE },
  );
}

/** Ends one session after the other, whichever; each time the oldest who waits must get the room. */
async function drainAll(round: Round): Promise<void> {
  const { desk, holds, verdict, channel } = round;
  let inOrder = 0;
  for (let ends = 0; ends < SESSIONS; ends += 1) {
    const held = await holds.held();
    // The session served last may not have left the queue yet.
    const next = (await holds.queue()).find(({ id }) => !held.includes(id));
    const ending = held[Math.floor(Math.random() * held.length)] ?? '';
    if (ends % WRITE_EVERY === 0) void writeMore(round, `m-${String(ends + 2)}`);
    // Reserved is not yet assigned: a killed worker may not have told the session.
    await until('an agent serves', async () => (await desk.session(ending)).body.agentId, PATIENCE);
    await end(desk, ending);
    const now = await until(
      `room of ${ending} given on`,
      async () => {
        const after = await holds.held();
        const expected = next ? held.length : held.length - 1;
        return !after.includes(ending) && after.length === expected ? after : null;
      },
      { ...PATIENCE },
    );
    const served = now.find((id) => !held.includes(id));
    if (served === next?.id) inOrder += 1;
    verdict.expect(
      served === next?.id,
      `${channel}, end ${String(ends)}: ${String(served)} was served, ${String(next?.id)} waited longest`,
    );
  }
  console.log(
    `${channel}: ${String(inOrder)} of ${String(SESSIONS)} ends gave the room to the oldest`,
  );
}

/** A customer in the queue is impatient. */
async function writeMore({ desk, holds, channel }: Round, messageId: string): Promise<void> {
  const waiting = await holds.queue();
  const one = waiting[Math.floor(Math.random() * waiting.length)];
  if (!one) return;
  const { status, body } = await desk.session(one.id);
  if (status === 200) await desk.post({ channel, customer: body.customer.id, messageId });
}

async function end(desk: Desk, sessionId: string): Promise<void> {
  const headers = { 'Idempotency-Key': randomUUID() };
  await until(
    `${sessionId} ended`,
    async () => {
      const asked = { path: { id: sessionId }, headers, body: { by: 'agent' as const } };
      const { status } = await answered(postSessionsByIdEnd({ client: desk.client, ...asked }));
      if (status !== 200 && status !== 503) throw new Error(`end answered ${String(status)}`);
      return status === 200;
    },
    { ...PATIENCE },
  );
}

/** Everybody was assigned once and is closed; nobody holds or waits. */
async function checkEnd({ channel, product, holds, verdict }: Round): Promise<void> {
  const saved = await openSaved(product.mongodbUri);
  try {
    const all = (await saved.allSessions()).filter(
      (one) => 'channel' in one && one.channel === channel,
    );
    verdict.expect(all.length === SESSIONS, `${channel}: ${String(all.length)} sessions`);
    for (const { _id, sequence } of all) {
      const isClosed = (found: { type: string }[]) =>
        found.some(({ type }) => type === 'session.closed');
      const complete = await saved.settled(_id, isClosed).catch(() => null);
      const events = complete ?? (await saved.eventsOf(_id));
      const kept = events.map((event) => `${String(event.sequence)} ${event.type}`).join(', ');
      verdict.expect(complete !== null, `${_id} counts ${String(sequence)} and has: ${kept}`);
      const assigned = events.filter(({ type }) => type === 'session.assigned').length;
      verdict.expect(assigned === 1, `${_id} was assigned ${String(assigned)} times`);
    }
    verdict.expect((await holds.held()).length === 0, `${channel}: a slot leaked`);
    verdict.expect((await holds.queue()).length === 0, `${channel}: a ticket was left`);
  } finally {
    await saved.close();
  }
}
