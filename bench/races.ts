/**
 * A customer's message races the auto-close, in many sessions: it either cancels the close or lands in a successor, in
 * exactly one session, and never in one that is closed. `npm run bench -- races`
 */

import { setTimeout as pause } from 'node:timers/promises';
import { openDesk, type Desk } from '../test/support/desk.ts';
import { startProduct, type Product } from '../test/support/product.ts';
import { openRuns } from '../test/support/runs.ts';
import { openSaved, type SavedEvent, type SavedSession } from '../test/support/saved.ts';
import { until } from '../test/support/until.ts';
import { drive } from './load.ts';
import { openVerdict, type Verdict } from './verdict.ts';

const CHANNEL = 'race';
const CLOSE_SECONDS = 20;
/** Timers of a development server fire up to about a second late, so the messages are aimed around that. */
const SPREAD_MS = 1_500;
const CONCURRENCY = 12;
const AGENTS = 20;
const CAPACITY = 200;

interface Race {
  customer: string;
  sessionId: string;
  conversationId: string;
  /** Delay of the message, from the instant of the close. */
  offsetMs: number;
  status: number;
  /** The session that the caller was told the message is in; `null` when it was told none. */
  told: string | null;
}

export async function races({ sessions }: { sessions: number }): Promise<void> {
  const product = await startProduct();
  const desk = openDesk(product.api, { connections: 128 });
  try {
    await desk.configure(CHANNEL, { autoClose: { enabled: true, afterSeconds: CLOSE_SECONDS } });
    for (let index = 0; index < AGENTS; index += 1) {
      await desk.staff(`agent-${String(index)}`, { capacity: CAPACITY });
    }
    const finished: Promise<Race>[] = [];
    const setUp = await drive(sessions, CONCURRENCY, async (index) => {
      const ready = await prepare(desk, index);
      finished.push(race(desk, index, ready));
    });
    const all = await Promise.all(finished);
    console.log(
      `${String(sessions)} sessions, ${setUp.perSecond.toFixed(0)} set up a second; one message each, ` +
        `${String(-SPREAD_MS)} to ${String(SPREAD_MS)} ms around its auto-close`,
    );
    const verdict = openVerdict();
    await check(product, all, verdict);
    verdict.give();
  } finally {
    desk.close();
    await product.stop();
  }
}

interface Ready {
  customer: string;
  sessionId: string;
  conversationId: string;
  closesAtMs: number;
}

/** A session that awaits its customer. */
async function prepare(desk: Desk, index: number): Promise<Ready> {
  const customer = `customer-${String(index)}`;
  const contact = { channel: CHANNEL, customer, messageId: 'm-1' };
  const patience = { withinMs: 60_000, everyMs: 200 };
  // Without a verdict in time the answer is 202; to repeat the message asks again.
  const { sessionId, conversationId } = await until(
    'a verdict',
    async () => {
      const { status, body } = await desk.postAndWait(contact);
      return status === 200 ? body : null;
    },
    patience,
  );
  const agentId = await until(
    'an agent serves',
    async () => (await desk.session(sessionId)).body.agentId,
    patience,
  );
  const reply = await desk.reply(sessionId, agentId, 'r-1');
  if (reply.status !== 200) throw new Error(`reply: ${JSON.stringify(reply)}`);
  const closesAt = await until(
    'the auto-close is planned',
    async () => (await desk.session(sessionId)).body.closesAt,
    patience,
  );
  return { customer, sessionId, conversationId, closesAtMs: Date.parse(closesAt) };
}

async function race(desk: Desk, index: number, ready: Ready): Promise<Race> {
  const { closesAtMs, customer } = ready;
  const offsetMs = Math.round((Math.random() * 2 - 1) * SPREAD_MS);
  await pause(Math.max(0, closesAtMs + offsetMs - Date.now()));
  const contact = { channel: CHANNEL, customer, messageId: 'm-2', text: 'One more thing' };
  // Half of the callers wait for a verdict, so that both ways of posting are raced.
  const answer = await (index % 2 === 0 ? desk.post(contact) : desk.postAndWait(contact)).catch(
    () => null,
  );
  const told = answer !== null && 'sessionId' in answer.body ? answer.body.sessionId : null;
  return { ...ready, offsetMs, status: answer?.status ?? 0, told };
}

async function check(product: Product, all: Race[], verdict: Verdict): Promise<void> {
  const saved = await openSaved(product.mongodbUri);
  const runs = await openRuns(product.temporalAddress);
  try {
    await until(
      'every message saved',
      async () => (await saved.countMessages()) >= 2 * all.length,
      { withinMs: 120_000, everyMs: 500 },
    );
    let before = 0;
    for (const one of all) {
      const sessions = await saved.sessionsOf(one.conversationId);
      const events: SavedEvent[] = [];
      for (const { _id } of sessions) events.push(...(await saved.settled(_id)));
      if (judge(one, sessions, events, verdict)) before += 1;
    }
    console.log(
      `${String(before)} messages cancelled the close, ${String(all.length - before)} opened a successor`,
    );
    const broken = await runs.broken();
    verdict.expect(broken.length === 0, `${String(broken.length)} runs failed or terminated`);
  } finally {
    await saved.close();
    await runs.close();
  }
}

/** @returns whether the message came before the close */
function judge(
  race: Race,
  sessions: SavedSession[],
  events: SavedEvent[],
  verdict: Verdict,
): boolean {
  const expect = (ok: boolean, finding: string): void => {
    verdict.expect(ok, `${race.customer}, ${String(race.offsetMs)} ms: ${finding}`);
  };
  const of = (sessionId: string, type: string): SavedEvent[] =>
    events.filter((event) => event.sessionId === sessionId && event.type === type);
  const kept = events.filter(
    ({ type, message }) => type === 'message.created' && message?.messageId === 'm-2',
  );
  const [landing] = kept;
  const first = sessions.find(({ _id }) => _id === race.sessionId);
  const closed = of(race.sessionId, 'session.closed');
  expect(race.status === 202 || race.status === 200, `answered ${String(race.status)}`);
  expect(kept.length === 1, `kept ${String(kept.length)} times`);
  expect(
    race.status === 202 || race.told === landing?.sessionId,
    'the caller was told of another session',
  );
  const isBefore = landing?.sessionId === race.sessionId;
  if (isBefore) {
    expect(first?.status !== 'closed' && closed.length === 0, 'in a session that is closed');
    expect(sessions.length === 1, `${String(sessions.length)} sessions`);
  } else {
    const next = sessions.find(({ _id }) => _id === landing?.sessionId);
    expect(sessions.length === 2, `${String(sessions.length)} sessions`);
    expect(next?.previousSessionId === race.sessionId, 'not in the successor');
    expect(first?.nextSessionId === next?._id, 'the closed session does not name its successor');
    expect(first?.closeReason === 'customer_idle', `closed: ${String(first?.closeReason)}`);
    expect(closed.length === 1, `closed ${String(closed.length)} times`);
    const said = of(race.sessionId, 'message.outbound').filter(
      ({ message }) => message?.author.type === 'system',
    );
    expect(said.length === 1, `end message sent ${String(said.length)} times`);
  }
  return isBefore;
}
