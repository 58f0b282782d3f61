/** Many who ask something of one session at the same moment, what they are answered, and the books afterwards. */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../client/client/index.ts';
import { postSessionsByIdEnd } from '../../client/sdk.gen.ts';
import type { MessageReceipt, Problem, Session } from '../../client/types.gen.ts';
import { answered, type Desk } from './desk.ts';
import type { Holds } from './holds.ts';
import type { Saved, SavedEvent, SavedSession } from './saved.ts';
import { holdersIn, storyOf } from './session-story.ts';
import { countRetry } from './retries.ts';
import { isWanted, until } from './until.ts';

export interface Bid {
  /** What is asked and by whom, for the tally. */
  what: string;
  /** Sends it, a command under its key. */
  send: (
    client: Client,
    headers: { 'Idempotency-Key': string },
  ) => Promise<{ data: unknown; error: Problem | undefined; response: Response }>;
}

export interface Answered {
  what: string;
  status: number;
  /** Of a refusal. */
  code: string | null;
  body: unknown;
  /** How often there was no verdict in time, and the same was asked again. */
  askedAgain: number;
}

/** A session that is to be fought over. */
export interface Prize {
  sessionId: string;
  conversationId: string;
  customer: string;
  /** Who is rung, or serves. */
  agentId: string;
  /** All bids are sent at this instant; 0: now. */
  atMs: number;
}

/** A session of the conversation as it is saved, with its log. */
export interface Logged {
  session: SavedSession;
  events: SavedEvent[];
}

export interface Arena {
  /** The same product at each of its replicas. */
  desks: readonly [Desk, ...Desk[]];
  saved: Saved;
  holds: Holds;
  agents: readonly string[];
  /** By the name of whoever has it: an agent's, or `supervisor`. */
  keys: ReadonlyMap<string, string>;
}

export interface Contest {
  /** Also the channel. */
  name: string;
  settings: object;
  prepare(arena: Arena, customer: string): Promise<Prize>;
  bids(arena: Arena, prize: Prize, count: number): Bid[];
  /** The session goes on by itself after the bids, so that its books are looked at after its end only. */
  movesOn?: boolean;
  /** Each kind of bid comes up to so late, so that not always the quickest kind is first. */
  spreadMs?: number;
  /** What is wrong, beside what is never right. */
  judge(prize: Prize, answers: Answered[], records: Logged[]): string[];
}

export interface Outcome {
  answers: Answered[];
  findings: string[];
}

const MOST_REPEATS = 20;
const BETWEEN_REPEATS_MS = 200;

/** A conversation's first session, once it rings at an agent or is served. */
export async function begin(
  { desks: [desk] }: Arena,
  channel: string,
  customer: string,
): Promise<{ session: Session; landed: MessageReceipt }> {
  const contact = { channel, customer, messageId: 'm-1' };
  const { body: landed } = await desk.landed(contact);
  const session = await until('the session rings or is served', async () => {
    const { status, body } = await desk.session(landed.sessionId);
    // It is saved a moment after it began.
    const isThere = isWanted(status, 200, [404, 503]);
    return isThere && (body.offer ?? body.agentId) !== null && body;
  });
  return { session, landed };
}

/** Holds one contest: the bids all at once, a look at the books, the end, and another look. */
export async function compete(
  arena: Arena,
  contest: Contest,
  customer: string,
  contenders: number,
): Promise<Outcome> {
  const prize = await contest.prepare(arena, customer);
  const bids = shuffled(contest.bids(arena, prize, contenders));
  await pause(Math.max(0, prize.atMs - Date.now()));
  const lateMs = new Map(bids.map(({ what }) => [what, Math.random() * (contest.spreadMs ?? 0)]));
  const answers = await Promise.all(
    bids.map(async (bid, index) => {
      await pause(lateMs.get(bid.what));
      return place(arena.desks[index % arena.desks.length] as Desk, bid);
    }),
  );
  const findings = contest.movesOn === true ? [] : await judgeBooks(arena, prize);
  await endAll(arena, prize);
  findings.push(...(await judgeBooks(arena, prize)));
  const judged = await lasting(async () => {
    const records = await recordsOf(arena, prize);
    const open = records.filter(({ session }) => session.status !== 'closed');
    const stillOpen = open.map(({ session }) => `${session._id} is open after its end`);
    return [...stillOpen, ...contest.judge(prize, answers, records)];
  });
  findings.push(...judged);
  const told = `${customer}, ${prize.sessionId}`;
  return { answers, findings: findings.map((finding) => `${told}: ${finding}`) };
}

/** Asks again under the same key, as its answer says, when there was no verdict in time. */
async function place({ client }: Desk, { what, send }: Bid): Promise<Answered> {
  const headers = { 'Idempotency-Key': randomUUID() };
  for (let askedAgain = 0; ; askedAgain += 1) {
    const answer = await answered(send(client, headers));
    const { status } = answer;
    if ((status !== 503 && status !== 202) || askedAgain === MOST_REPEATS) {
      return { what, ...answer, askedAgain };
    }
    countRetry('no verdict');
    await pause(BETWEEN_REPEATS_MS);
  }
}

const shuffled = <T>(values: readonly T[]): T[] =>
  values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);

/** Each session of the conversation with its whole log. */
async function recordsOf({ saved }: Arena, { conversationId }: Prize): Promise<Logged[]> {
  const records: Logged[] = [];
  for (const { _id } of await saved.sessionsOf(conversationId)) {
    const events = await saved.settled(_id);
    // Read after the log, so that it is as new as that.
    const session = (await saved.sessionsOf(conversationId)).find((one) => one._id === _id);
    if (session) records.push({ session, events });
  }
  return records;
}

/** Each log agrees with its projection, and the agents hold what it says. */
const judgeBooks = (arena: Arena, prize: Prize): Promise<string[]> =>
  lasting(async () => {
    const records = await recordsOf(arena, prize);
    return (await Promise.all(records.map((one) => disagreements(arena, one)))).flat();
  });

/** What is still found when there was time for all that is under way; nothing as soon as nothing is found. */
async function lasting(look: () => Promise<string[]>): Promise<string[]> {
  let findings: string[] = [];
  const isRight = async (): Promise<boolean> => {
    findings = ['a log is not whole'];
    findings = await look();
    return findings.length === 0;
  };
  await until('the records agree', isRight).catch(() => undefined);
  return findings;
}

async function disagreements({ holds }: Arena, { session, events }: Logged): Promise<string[]> {
  const story = storyOf(events);
  const findings = [...story.wrong];
  const shown = `${session.status}, ${String(session.offer?.agentId ?? session.agentId)}`;
  const told = `${story.status}, ${String(story.offer ?? story.serving)}`;
  // A closed session still shows who served it last.
  if (story.status === 'closed' ? session.status !== 'closed' : shown !== told) {
    findings.push(`shown as ${shown}, by its log ${told}`);
  }
  const holders = (await holds.holdersOf(session._id)).join();
  const expected = holdersIn(story).join();
  if (holders !== expected) findings.push(`held by [${holders}], by its log by [${expected}]`);
  return findings;
}

/** Ends whatever is open of the conversation. */
async function endAll({ desks: [desk], saved }: Arena, { conversationId }: Prize): Promise<void> {
  for (const { _id, status } of await saved.sessionsOf(conversationId)) {
    if (status === 'closed') continue;
    const headers = { 'Idempotency-Key': randomUUID() };
    const ended = {
      client: desk.client,
      path: { id: _id },
      headers,
      body: { by: 'admin' },
    } as const;
    await until('the session is ended', async () => {
      const { status } = await answered(postSessionsByIdEnd(ended));
      // Nobody else ends it, but it may close by itself.
      return status === 409 || isWanted(status, 200, [202, 503]);
    });
    await saved.settled(_id, (events) => events.some(({ type }) => type === 'session.closed'));
  }
}
