/**
 * A part is killed while a warning, an overdue and an auto-close fall due. Afterwards each has happened once, stamped
 * with the instant at which it was due (docs/rules.md, "Timers" 6).
 */

import { describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../../client/types.gen.ts';
import type { Part } from '../support/product.ts';
import { openSaved, type Saved, type SavedEvent } from '../support/saved.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const DUE_SECONDS = 6;
/** Dead from this long before the first instant to this long after the last one. */
const MARGIN_MS = 700;

const { product, desk } = useProduct({
  async prepare() {
    const warns = { enabled: true, limitSeconds: 3600, warningSeconds: 3600 - DUE_SECONDS };
    await desk.configure('warns', { response: warns });
    const breaches = { limitSeconds: DUE_SECONDS, warningSeconds: 0 };
    await desk.configure('breaches', { response: breaches });
    await desk.configure('closes', { autoClose: { enabled: true, afterSeconds: DUE_SECONDS } });
    await desk.staff('maya');
  },
});

describe.each<Part>(['worker', 'mongodb', 'temporal'])(
  '%s killed while timers fall due',
  (part) => {
    test('each happens once, stamped with its due instant', async () => {
      const due = await threeSessions(part);
      const firstMs = Math.min(...due.map(({ atMs }) => atMs));
      const lastMs = Math.max(...due.map(({ atMs }) => atMs));
      await pause(firstMs - MARGIN_MS - Date.now());
      await keepDown(part, lastMs + MARGIN_MS);

      for (const { session, type, atMs } of due) {
        const events = await withSaved((saved) =>
          saved.settled(session.id, (all) => all.some((event) => event.type === type)),
        );
        const found = events.filter((event) => event.type === type);
        expect(found.map(({ reason }) => reason?.dueAt?.getTime())).toEqual([atMs]);
        expect(found[0]?.processedAt.getTime()).toBeGreaterThan(atMs);
        await expectTold(session, type, atMs);
        expectSaid(events, type);
      }
    }, 300_000);
  },
);

interface Due {
  session: Session;
  type: 'session.warned' | 'session.overdue' | 'session.closed';
  atMs: number;
}

async function threeSessions(part: Part): Promise<Due[]> {
  const warned = await served('warns', part);
  const breached = await served('breaches', part);
  const idle = await served('closes', part);
  expect((await desk.reply(idle.id, 'maya', 'r-1')).status).toBe(200);
  // Not from the session itself, which is closed already where this takes long.
  const answered = await withSaved((saved) =>
    until('the answer is saved', async () =>
      (await saved.eventsOf(idle.id)).find(({ type }) => type === 'session.answered'),
    ),
  );
  const closesAtMs = answered.at.getTime() + DUE_SECONDS * 1000;
  return [
    { session: warned, type: 'session.warned', atMs: Date.parse(warned.wait?.warnAt ?? '') },
    { session: breached, type: 'session.overdue', atMs: Date.parse(breached.wait?.dueAt ?? '') },
    { session: idle, type: 'session.closed', atMs: closesAtMs },
  ];
}

/** A session that an agent has and whose response clock runs. */
async function served(channel: string, part: Part): Promise<Session> {
  const contact = { channel, customer: `${part}'s customer`, messageId: 'm-1' };
  const { body } = await desk.landed(contact);
  return until('the session is served and its clock runs', async () => {
    const { body: session } = await desk.session(body.sessionId);
    return session.status === 'active' && session.wait?.dueAt ? session : null;
  });
}

/** Kills the part whenever it is there, until the instant; then waits until it is back. */
async function keepDown(part: Part, untilMs: number): Promise<void> {
  let killed = product.signal(part, 'SIGKILL');
  while (Date.now() < untilMs) {
    await pause(20);
    const pid = product.pidOf(part);
    if (pid === null || pid === killed) continue;
    process.kill(pid, 'SIGKILL');
    killed = pid;
  }
  await until(`${part} started again`, () => {
    const pid = product.pidOf(part);
    return pid !== null && pid !== killed;
  });
}

async function expectTold(session: Session, type: Due['type'], atMs: number): Promise<void> {
  const [kind, expected] = {
    'session.warned': ['warned', ['maya']] as const,
    'session.overdue': ['overdue', ['maya', null]] as const,
    'session.closed': ['warned', []] as const,
  }[type];
  const told = await withSaved((saved) =>
    until(`notifications of ${type}`, async () => {
      const found = (await saved.toldAbout(session.id)).filter((one) => one.kind === kind);
      return found.length >= expected.length ? found : null;
    }),
  );
  expect(told.map(({ agentId }) => agentId).sort()).toEqual([...expected].sort());
  expect(told.every(({ dueAt }) => dueAt?.getTime() === atMs)).toBe(true);
}

/** The end message goes with the auto-close, once; nothing else is said to the customer. */
function expectSaid(events: SavedEvent[], type: Due['type']): void {
  const said = events.filter(({ message }) => message?.author.type === 'system');
  const expected = type === 'session.closed' ? ['message.created', 'message.outbound'] : [];
  expect(said.map((event) => event.type)).toEqual(expected);
}

async function withSaved<T>(look: (saved: Saved) => Promise<T>): Promise<T> {
  const saved = await openSaved(product.mongodbUri);
  try {
    return await look(saved);
  } finally {
    await saved.close();
  }
}
