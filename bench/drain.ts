/**
 * How long the next customer waits once an agent has room: from the instant of an end to the instant of the next
 * session's assignment, both as the logs of decisions have them. `npm run bench -- drain --queued 1000`
 */

import { openDesk, type Desk } from '../test/support/desk.ts';
import { startProduct, type Product } from '../test/support/product.ts';
import { openSaved, type Saved } from '../test/support/saved.ts';
import { until } from '../test/support/until.ts';
import { openHolds, type Holds } from '../test/support/holds.ts';
import { drive, median, percentile } from './load.ts';
import { openVerdict } from './verdict.ts';

const AGENTS = 5;
const CAPACITY = 3;
const CONCURRENCY = 16;

interface Options {
  queued: number;
  ends: number;
}

interface Succession {
  ended: string;
  next: string;
}

export async function drain({ queued, ends }: Options): Promise<void> {
  const product = await startProduct();
  const desk = openDesk(product.api, { connections: 2 * CONCURRENCY });
  const holds = await openHolds(product.mongodbUri);
  try {
    for (let index = 0; index < AGENTS; index += 1)
      await desk.staff(`agent-${String(index)}`, { capacity: CAPACITY });
    const sessions = queued + AGENTS * CAPACITY;
    const rate = await drive(sessions, CONCURRENCY, async (index) => {
      await desk.post({ customer: `customer-${String(index)}`, messageId: 'm-1' });
    });
    await until(`${String(queued)} queued`, async () => (await holds.queue()).length === queued, {
      withinMs: 300_000,
      everyMs: 500,
    });
    console.log(`${String(queued)} queued, ${rate.perSecond.toFixed(0)} posted a second`);
    const successions = await endOneByOne(desk, holds, ends);
    await report(product, successions);
  } finally {
    desk.close();
    await holds.close();
    await product.stop();
  }
}

async function endOneByOne(desk: Desk, holds: Holds, ends: number): Promise<Succession[]> {
  const successions: Succession[] = [];
  for (let count = 0; count < ends; count += 1) {
    const held = await holds.held();
    const ended = held[Math.floor(Math.random() * held.length)] ?? '';
    const answer = await desk.end(ended, { by: 'agent' });
    if (answer.status !== 200) throw new Error(`end answered ${String(answer.status)}`);
    const next = await until(
      'room given on',
      async () => (await holds.held()).find((id) => !held.includes(id)),
      { withinMs: 30_000, everyMs: 10 },
    );
    successions.push({ ended, next });
  }
  return successions;
}

async function report(product: Product, successions: Succession[]): Promise<void> {
  const verdict = openVerdict();
  const saved = await openSaved(product.mongodbUri);
  try {
    const tookMs: number[] = [];
    for (const { ended, next } of successions) {
      const closedMs = await instantOf(saved, ended, 'session.closed');
      tookMs.push((await instantOf(saved, next, 'session.assigned')) - closedMs);
    }
    const [middle, worst] = [median(tookMs), Math.max(...tookMs)];
    console.log(
      `${String(tookMs.length)} ends: the next session was assigned ${String(middle)} ms (median), ` +
        `${String(percentile(tookMs, 0.99))} ms (p99), ${String(worst)} ms (longest) after the end`,
    );
    verdict.expect(Math.min(...tookMs) >= 0, 'a session was assigned before there was room');
    verdict.give();
  } finally {
    await saved.close();
  }
}

async function instantOf(saved: Saved, sessionId: string, type: string): Promise<number> {
  const isThere = (event: { type: string }): boolean => event.type === type;
  const events = await saved.settled(sessionId, (found) => found.some(isThere));
  return events.findLast(isThere)?.processedAt.getTime() ?? NaN;
}
