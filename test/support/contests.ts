/** What is fought over, and who may win (docs/rules.md, "Assignment" and "Endings"). */

import type { MessageReceipt } from '../../client/types.gen.ts';
import { acceptBy, assignTo, declineBy, endBy, transferTo, writeOn } from './bids.ts';
import {
  begin,
  type Answered,
  type Bid,
  type Contest,
  type Prize,
  type Logged,
} from './contest.ts';

/** The timers of a development server fire up to about a second late. */
const EARLIEST_MS = -600;
const LATEST_MS = 1_000;
/** A command of an agent asks whose the session is first, and an assignment reserves: neither would ever win. */
const ENDS_SPREAD_MS = 400;
const ASSIGNMENTS_SPREAD_MS = 1_200;
/** The shortest there is. */
const RINGS_SECONDS = 5;

/** The codes that each may be refused with; anything else is a finding. */
const REFUSALS: { [what: string]: readonly string[] } = {
  accept: ['not_offered', 'offer_expired'],
  'accept by another': ['not_offered', 'offer_expired'],
  decline: ['not_offered', 'offer_expired'],
  'end by the agent': ['session_closed'],
  'end by a supervisor': ['session_closed'],
  message: [],
  assign: ['agent_unavailable'],
  takeover: ['agent_unavailable'],
  transfer: ['agent_unavailable'],
};

function unexpected(answers: Answered[]): string[] {
  return answers.flatMap(({ what, status, code, body }) => {
    if (status === 200) return [];
    if (status === 409 && REFUSALS[what]?.includes(code ?? '')) return [];
    return [`${what} was answered ${String(status)}: ${JSON.stringify(body)}`];
  });
}

const won = (answers: Answered[], ...what: string[]): Answered[] =>
  answers.filter((one) => one.status === 200 && what.includes(one.what));

/** So many bids, each of the kinds in turn. */
const inTurn = (count: number, ...kinds: ((index: number) => Bid)[]): Bid[] =>
  Array.from({ length: count }, (_, index) =>
    (kinds[index % kinds.length] as (index: number) => Bid)(index),
  );

const the = (values: readonly string[], index: number): string =>
  values[index % values.length] ?? '';

function others(agents: readonly string[], { agentId }: Prize): string[] {
  const at = agents.indexOf(agentId);
  return [...agents.slice(at + 1), ...agents.slice(0, at)];
}

const theFirst = ({ sessionId }: Prize, records: Logged[]): Logged['events'] =>
  records.find(({ session }) => session._id === sessionId)?.events ?? [];

const triggeredBy = (events: Logged['events'], type: string, trigger: string): number =>
  events.filter((event) => event.type === type && event.reason?.trigger.startsWith(trigger)).length;

function ringing(
  name: string,
  acceptSeconds: number,
): Pick<Contest, 'name' | 'settings' | 'prepare'> {
  return {
    name,
    settings: {
      reception: { mode: 'manual', acceptSeconds, awayAfterMisses: 0 },
    },
    async prepare(arena, customer) {
      const { landed, session } = await begin(arena, name, customer);
      const { conversationId, sessionId } = landed;
      return {
        sessionId,
        conversationId,
        customer,
        agentId: session.offer?.agentId ?? '',
        atMs: 0,
      };
    },
  };
}

/** One offer, accepted by whom it rings at and by everybody else. */
const accepting: Contest = {
  ...ringing('accept', 900),
  bids({ agents }, prize, count) {
    const other = others(agents, prize);
    return inTurn(
      count,
      () => acceptBy(prize),
      (index) => acceptBy(prize, the(other, index)),
    );
  },
  judge(prize, answers, records) {
    const findings = unexpected(answers);
    const wins = won(answers, 'accept', 'accept by another');
    if (wins.length !== 1 || wins[0]?.what !== 'accept') {
      findings.push(`accepted by ${wins.map(({ what }) => what).join(', ')}`);
    }
    const refused = answers.filter(({ status, code }) => status === 409 && code !== 'not_offered');
    if (refused.length > 0) findings.push(`${String(refused.length)} refused with another code`);
    const assigned = theFirst(prize, records).filter(({ type }) => type === 'session.assigned');
    if (assigned.length !== 1) findings.push(`assigned ${String(assigned.length)} times`);
    return findings;
  },
};

/** One offer, accepted and declined at the instant at which it is missed. */
const declining: Contest = {
  ...ringing('decline', RINGS_SECONDS),
  movesOn: true,
  async prepare(arena, customer) {
    const { landed, session } = await begin(arena, 'decline', customer);
    const { conversationId, sessionId } = landed;
    const { agentId, expiresAt } = session.offer ?? { agentId: '', expiresAt: '' };
    const atMs = Date.parse(expiresAt) + EARLIEST_MS + Math.random() * (LATEST_MS - EARLIEST_MS);
    return { sessionId, conversationId, customer, agentId, atMs };
  },
  bids({ agents }, prize, count) {
    const other = others(agents, prize);
    return inTurn(
      count,
      () => acceptBy(prize),
      () => declineBy(prize),
      () => acceptBy(prize),
      () => declineBy(prize),
      (index) => acceptBy(prize, the(other, index)),
    );
  },
  judge(prize, answers, records) {
    const findings = unexpected(answers);
    const events = theFirst(prize, records);
    const accepted = won(answers, 'accept', 'accept by another').length;
    const declined = won(answers, 'decline').length;
    const assigned = triggeredBy(events, 'session.assigned', 'accept by');
    const moved = triggeredBy(events, 'session.offer_declined', 'decline by');
    if (accepted !== assigned) {
      findings.push(`${String(accepted)} accepts won, ${String(assigned)} are in the log`);
    }
    if (declined !== moved) {
      findings.push(`${String(declined)} declines won, ${String(moved)} are in the log`);
    }
    if (accepted > 1 || declined > 1 || won(answers, 'accept').length + declined > 1) {
      findings.push(`${String(accepted)} accepts and ${String(declined)} declines won`);
    }
    return findings;
  },
};

const ENDS = { 'end by the agent': 'ended_by_agent', 'end by a supervisor': 'ended_by_admin' };

/** An end by the agent, an end by a supervisor and a customer who writes on. */
const ending: Contest = {
  name: 'end',
  settings: {},
  spreadMs: ENDS_SPREAD_MS,
  async prepare(arena, customer) {
    const { landed, session } = await begin(arena, 'end', customer);
    const { conversationId, sessionId } = landed;
    return { sessionId, conversationId, customer, agentId: session.agentId ?? '', atMs: 0 };
  },
  bids({ keys }, prize, count) {
    const own = keys.get(prize.agentId) ?? '';
    const supervisor = keys.get('supervisor') ?? '';
    return inTurn(
      count,
      () => endBy(prize, own, 'agent'),
      () => endBy(prize, supervisor, 'admin'),
      (index) => writeOn(prize, 'end', `more-${String(index)}`),
    );
  },
  judge(prize, answers, records) {
    const findings = unexpected(answers);
    const [winner, second] = won(answers, ...Object.keys(ENDS));
    const ended = records.find(({ session }) => session._id === prize.sessionId)?.session;
    if (winner === undefined || second !== undefined) findings.push('not one end won');
    else if (ended?.closeReason !== ENDS[winner.what as keyof typeof ENDS]) {
      findings.push(`${winner.what} won, closed as ${String(ended?.closeReason)}`);
    }
    return [...findings, ...misplaced(prize, won(answers, 'message'), records)];
  },
};

/** Each message is once in the session that its sender was told, and at most one successor was opened. */
function misplaced(prize: Prize, messages: Answered[], records: Logged[]): string[] {
  const findings: string[] = [];
  for (const { body } of messages) {
    const { messageId, sessionId } = body as MessageReceipt;
    const kept = records.flatMap(({ events }) =>
      events.filter(
        ({ type, message }) => type === 'message.created' && message?.messageId === messageId,
      ),
    );
    if (kept.length !== 1 || kept[0]?.sessionId !== sessionId) {
      const places = kept.map((event) => event.sessionId).join();
      findings.push(`${messageId} is in [${places}], its sender was told ${sessionId}`);
    }
  }
  const successors = records.filter(({ session }) => session._id !== prize.sessionId);
  const first = records.find(({ session }) => session._id === prize.sessionId)?.session;
  const [successor] = successors;
  if (successors.length > 1) findings.push(`${String(successors.length)} successors`);
  if (successor && successor.session.previousSessionId !== prize.sessionId) {
    findings.push('the successor does not name its predecessor');
  }
  if (first?.nextSessionId !== (successor?.session._id ?? null)) {
    findings.push('the closed session does not name its successor');
  }
  return findings;
}

/** An offer, accepted while supervisors assign, take over and transfer. */
const reassigning: Contest = {
  ...ringing('reassign', 900),
  spreadMs: ASSIGNMENTS_SPREAD_MS,
  bids({ agents, keys }, prize, count) {
    const [assignee = '', owner = '', receiver = ''] = others(agents, prize);
    const supervisor = keys.get('supervisor') ?? '';
    return inTurn(
      count,
      () => acceptBy(prize),
      () => assignTo(prize, supervisor, { agentId: assignee }),
      () => acceptBy(prize),
      () => assignTo(prize, supervisor, { agentId: owner, takeover: true }),
      () => transferTo(prize, supervisor, receiver),
    );
  },
  judge(prize, answers, records) {
    const findings = unexpected(answers);
    const events = theFirst(prize, records);
    const accepted = won(answers, 'accept').length;
    const assigned = triggeredBy(events, 'session.assigned', 'accept by');
    if (accepted > 1 || accepted !== assigned) {
      findings.push(`${String(accepted)} accepts won, ${String(assigned)} are in the log`);
    }
    if (accepted === 0 && answers.some(({ code }) => code === 'not_offered')) {
      findings.push('an accept that came too late was not told that the offer expired');
    }
    const served = ['assign', 'takeover'].filter((what) => won(answers, what).length > 0);
    for (const what of served) {
      if (triggeredBy(events, 'session.assigned', `${what} by`) === 0) {
        findings.push(`${what} won, and is not in the log`);
      }
    }
    return findings;
  },
};

export const CONTESTS: readonly Contest[] = [accepting, declining, ending, reassigning];
