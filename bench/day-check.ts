/** Checks after a day: everything kept, explained, and nobody waiting beside an agent who has room. */

import mongoose from 'mongoose';
import type { Product } from '../test/support/product.ts';
import { openSaved } from '../test/support/saved.ts';
import type { Holds } from '../test/support/holds.ts';
import { openVerdict, type Verdict } from './verdict.ts';

interface Decision {
  sessionId: string;
  sequence: number;
  type: string;
  reason: {
    trigger: string;
    rule: string;
    candidates: { agentId: string; reason: string }[] | null;
  } | null;
  data: Record<string, unknown>;
}

interface Session {
  _id: string;
  channel: string;
  status: string;
  agentId: string | null;
  closeReason: string | null;
  everOverdue: boolean;
}

const count = (what: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const one of what) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, times]) => `${one} ${String(times)}`).join(', ') || 'none';
};

/** Prints what came of the day's sessions, and judges it. */
export async function checkDay(
  product: Product,
  holds: Holds,
  channel: string,
  customerMessages: number,
): Promise<void> {
  const verdict = openVerdict();
  const connection = await mongoose.createConnection(product.mongodbUri).asPromise();
  const saved = await openSaved(product.mongodbUri);
  try {
    const sessions = await connection.collection<Session>('sessions').find({ channel }).toArray();
    for (const { _id } of sessions) await saved.settled(_id);
    const decisions = await connection
      .collection<Decision>('events')
      .find({ channel, reason: { $ne: null } })
      .sort({ sessionId: 1, sequence: 1 })
      .toArray();
    const kept = await saved.countMessages();
    verdict.expect(kept === customerMessages, `${String(kept)} customer messages kept`);
    judgeSessions(sessions, decisions, verdict);
    judgeAssignments(decisions, verdict);
    await judgeHolds(sessions, holds, channel, verdict);
    const findings = await connection.collection('findings').find().toArray();
    const kinds = findings.map((finding) => String(finding['kind']));
    const caught = kinds.filter((kind) => kind === 'missed_wake_up').length;
    console.log(`caught by the safety poll: ${String(caught)} sessions`);
    console.log(`found by upkeep in all: ${count(kinds)}`);
    verdict.give();
  } finally {
    await saved.close();
    await connection.close();
  }
}

function judgeSessions(sessions: Session[], decisions: Decision[], verdict: Verdict): void {
  const served = new Set(
    decisions.filter(({ type }) => type === 'session.assigned').map(({ sessionId }) => sessionId),
  );
  const outcomes = sessions.map(({ _id, status, closeReason }) => {
    const last = decisions.findLast(({ sessionId }) => sessionId === _id);
    verdict.expect(Boolean(last?.reason?.rule), `${_id}: the log does not say why it is ${status}`);
    const isServed = served.has(_id);
    const mayBe = isServed || closeReason === 'queue_timeout' || status === 'queued';
    verdict.expect(mayBe, `${_id} is ${status} and nobody ever had it`);
    return `${isServed ? 'served' : 'not served'}, ${closeReason ?? status}`;
  });
  console.log(`${String(sessions.length)} sessions: ${count(outcomes)}`);
  console.log(
    `${String(sessions.filter(({ everOverdue }) => everOverdue).length)} were overdue once; ` +
      `alerts: ${count(decisions.filter(({ type }) => type === 'supervisor.alert').map(({ data }) => String(data['alert'])))}`,
  );
}

const MOVES = ['session.assigned', 'session.reassigned', 'session.reassignment_skipped'];

function judgeAssignments(decisions: Decision[], verdict: Verdict): void {
  const moves = decisions.filter(({ type }) => MOVES.includes(type));
  const triggers = moves.map(
    ({ type, reason }) => `${type} by ${reason?.trigger.replace(/\d+ /, '') ?? '?'}`,
  );
  console.log(`moves: ${count(triggers)}`);
  const passedOver: string[] = [];
  for (const { sessionId, type, reason, data } of moves) {
    const candidates = reason?.candidates ?? [];
    const where = `${type} of ${sessionId}`;
    const isSpent =
      type === 'session.reassignment_skipped' &&
      /reassignments are the most/.test(reason?.rule ?? '');
    verdict.expect(isSpent || candidates.length > 0, `${where} lists nobody`);
    verdict.expect(
      candidates.every((one) => one.reason !== ''),
      `${where}: somebody without a reason`,
    );
    if (type === 'session.reassignment_skipped') continue;
    verdict.expect(
      candidates[0]?.agentId === data['agentId'],
      `${where}: the chosen is not named first`,
    );
    passedOver.push(...candidates.slice(1).map((one) => kindOf(one.reason)));
  }
  console.log(`passed over: ${count(passedOver)}`);
}

/** Without the numbers and names in it. */
const kindOf = (reason: string): string =>
  reason.replace(/\(.*\)|after .*/, '').trim() || 'after another';

async function judgeHolds(
  sessions: Session[],
  holds: Holds,
  channel: string,
  verdict: Verdict,
): Promise<void> {
  const holders = await holds.holders();
  const open = new Map(
    sessions.filter((one) => one.status !== 'closed').map((one) => [one._id, one]),
  );
  for (const { id, sessionIds } of holders) {
    for (const sessionId of sessionIds) {
      verdict.expect(
        open.get(sessionId)?.agentId === id,
        `${id} holds ${sessionId}, which is not there`,
      );
    }
  }
  const held = new Set(holders.flatMap(({ sessionIds }) => sessionIds));
  for (const { _id, status } of open.values()) {
    verdict.expect(status === 'queued' || held.has(_id), `${_id} is ${status} and nobody holds it`);
  }
  const waiting = (await holds.queue()).filter((ticket) => ticket.channel === channel).length;
  const free = holders.filter(({ isFree }) => isFree).length;
  verdict.expect(
    waiting === 0 || free === 0,
    `${String(waiting)} wait beside ${String(free)} with room`,
  );
}
