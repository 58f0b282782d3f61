/** The queue against what sessions say: a ticket for each that waits, and for nobody else. */

import type { UpkeepOptions, UpkeepReport } from '../../contract/upkeep.ts';
import { heldKey } from '../../store/agents/schema.ts';
import type { Models } from '../../store/connection.ts';
import type { TicketDocument } from '../../store/queue/ticket-schema.ts';
import { ticketsAfter } from '../../store/queue/waiting.ts';
import {
  queuedBefore,
  sessionsOf,
  type ReconciledSession,
} from '../../store/sessions/reconciliation.ts';
import { removeTicket, ticketsOf, writeTicket } from '../../store/queue/tickets.ts';
import { holderOf } from '../../store/agents/reservation.ts';
import type { UpkeepContext } from './context.ts';
import { claimOf, Examination } from './examination.ts';
import { Findings } from './findings.ts';
import { reportOrphan, SETTLED_MS } from './reconcile-holds.ts';

const BATCH = 500;

interface Judging {
  findings: Findings;
  examination: Examination;
}

/** Removes tickets that no session queues with, and writes those that are missing. */
export async function reconcileTickets(
  context: UpkeepContext,
  options: UpkeepOptions,
): Promise<UpkeepReport> {
  const judging = {
    findings: new Findings(context, options),
    examination: new Examination(context),
  };
  await judgeTickets(context, judging);
  await judgeQueued(context, judging);
  return judging.findings.report;
}

async function judgeTickets(context: UpkeepContext, judging: Judging): Promise<void> {
  const { models } = context;
  for (let after: string | null = null; ;) {
    const tickets: TicketDocument[] = await ticketsAfter(models, after, BATCH);
    const sessions = await sessionsOf(
      models,
      tickets.map(({ _id }) => _id),
    );
    const queued = sessions.filter(({ status }) => status === 'queued');
    const waiting = new Set(queued.map(({ _id }) => _id));
    for (const ticket of tickets) {
      if (!waiting.has(ticket._id)) await judgeTicket(context, ticket, judging);
    }
    after = tickets.at(-1)?._id ?? null;
    if (tickets.length < BATCH) return;
  }
}

/** A session that has an agent may queue too: it was transferred to a skill that nobody had free. */
async function judgeTicket(
  { models }: UpkeepContext,
  { _id: sessionId, conversationId, number }: TicketDocument,
  { findings, examination }: Judging,
): Promise<void> {
  const statement = await examination.ask(conversationId);
  if (statement.state === 'unclear') {
    findings.unclear();
    return;
  }
  const ticket = { sessionId, number };
  if (statement.state === 'known' && claimOf(statement, ticket) !== null) return;
  // It may have been served since it was read.
  const [now] = await ticketsOf(models, [sessionId]);
  if (now?.number !== number) return;
  const detail = 'The ticket was of a session that does not queue for it.';
  const subject = { about: heldKey(sessionId, number), ...ticket, agentId: null };
  await findings.add({ ...subject, kind: 'stray_ticket', detail }, () =>
    removeTicket(models, ticket),
  );
}

async function judgeQueued(context: UpkeepContext, judging: Judging): Promise<void> {
  const { models } = context;
  const queued = await queuedBefore(models, new Date(Date.now() - SETTLED_MS));
  for (let from = 0; from < queued.length; from += BATCH) {
    const some = queued.slice(from, from + BATCH);
    const tickets = await ticketsOf(
      models,
      some.map(({ _id }) => _id),
    );
    const ticketed = new Set(tickets.map(({ _id }) => _id));
    for (const session of some) {
      if (!ticketed.has(session._id)) await judgeSession(context, session, judging);
    }
  }
}

async function judgeSession(
  context: UpkeepContext,
  session: ReconciledSession,
  { findings, examination }: Judging,
): Promise<void> {
  const { _id: sessionId } = session;
  const statement = await examination.ask(session.conversationId);
  if (statement.state === 'unclear') {
    findings.unclear();
    return;
  }
  if (statement.state === 'gone') return reportOrphan(context, findings, sessionId);
  if (statement.sessionId !== sessionId) return;
  const finding = { kind: 'missing_ticket', sessionId, agentId: null } as const;
  const queues = statement.claims.find(({ state }) => state === 'queues');
  if (queues) {
    if (await hasTicketOrAgent(context.models, sessionId, queues.number)) return;
    const { number, tried } = queues;
    const detail = 'The session queued without a ticket.';
    await findings.add({ ...finding, about: heldKey(sessionId, number), number, detail }, () =>
      writeTicket(context.models, ticketOf(session, number, tried)),
    );
  } else if (statement.claims.length === 0 && statement.status === 'queued') {
    const detail = 'The session waits, and looks for nobody.';
    await findings.add({ ...finding, about: sessionId, number: null, detail }, null);
  }
}

/** Served since it was looked at, or about to be told of its agent. */
async function hasTicketOrAgent(
  models: Models,
  sessionId: string,
  number: number,
): Promise<boolean> {
  const [ticket] = await ticketsOf(models, [sessionId]);
  return ticket !== undefined || (await holderOf(models, { sessionId, number })) !== undefined;
}

const ticketOf = (session: ReconciledSession, number: number, tried: string[]) => ({
  sessionId: session._id,
  conversationId: session.conversationId,
  channel: session.channel,
  skill: session.skill,
  number,
  excluded: tried.map((agentId) => ({ agentId, reason: 'tried in this round' })),
  placeMs: session.createdAt.getTime(),
});
