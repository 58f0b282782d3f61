/**
 * A day of real conversations, compressed, with agents who come and go and room for few: everybody is served, or waits or
 * was sent away for a reason that the log states. `npm run bench -- day --transcripts FILE`
 */

import { getSessions } from '../client/sdk.gen.ts';
import type { SettingsOverrides } from '../client/types.gen.ts';
import { Timeline } from '../demo/timeline.ts';
import { readTranscripts, type Transcript } from '../demo/transcripts.ts';
import { granted, openDesk, type Desk } from '../test/support/desk.ts';
import { startProduct } from '../test/support/product.ts';
import { until } from '../test/support/until.ts';
import { checkDay } from './day-check.ts';
import { openHolds } from '../test/support/holds.ts';
import { openShifts } from './shifts.ts';

const CHANNEL = 'day';
const SETTINGS: SettingsOverrides = {
  reception: { mode: 'automatic', acceptSeconds: 5 },
  response: { enabled: true, limitSeconds: 20, warningSeconds: 5 },
  reassignment: { enabled: true, afterSeconds: 8, maxHops: 3 },
  autoClose: { enabled: true, afterSeconds: 10 },
  queue: { maxWaitSeconds: 60 },
  offline: { graceSeconds: 5 },
};
/** A pause of hours in a transcript is cut to this, of transcript time: its session would have closed long since. */
const LONGEST_PAUSE_SECONDS = 1_800;
/** After the last message every clock has run out. */
const SETTLING_MS = 120_000;

interface Options {
  transcripts: string;
  conversations: number;
  speed: number;
  window: number;
  agents: number;
}

interface Talk {
  customerMessages: number;
  replies: number;
  /** Replies that nobody gave, for nobody had the session then. */
  unanswered: number;
  refused: number;
}

export async function day(options: Options): Promise<void> {
  const transcripts = await readTranscripts(options.transcripts, options.conversations);
  const product = await startProduct();
  const desk = openDesk(product.api, { connections: 128 });
  const holds = await openHolds(product.mongodbUri);
  try {
    await desk.configure(CHANNEL, SETTINGS);
    const shifts = await openShifts(desk, CHANNEL, options.agents);
    const talk: Talk = { customerMessages: 0, replies: 0, unanswered: 0, refused: 0 };
    const timeline = new Timeline(options.speed);
    const apartSeconds = (options.window * options.speed) / transcripts.length;
    await Promise.all(
      transcripts.map((one, index) => replay(desk, timeline, talk, one, index * apartSeconds)),
    );
    await shifts.settle();
    await until('no session is open', async () => (await openSessions(desk)) === 0, {
      withinMs: SETTLING_MS,
      everyMs: 1_000,
    }).catch(() => undefined);
    console.log(
      `${String(transcripts.length)} conversations in ${String(Math.round(timeline.realMs() / 1000))} s; ` +
        `${String(talk.customerMessages)} customer messages, ${String(talk.replies)} replies by whoever had the session, ` +
        `${String(talk.unanswered)} replies that nobody was there to give, ${String(talk.refused)} refused`,
    );
    const done = [...shifts.done].map(([what, count]) => `${what} ${String(count)}`).join(', ');
    console.log(`agents: ${done}`);
    await checkDay(product, holds, CHANNEL, talk.customerMessages);
    shifts.stop();
  } finally {
    desk.close();
    await holds.close();
    await product.stop();
  }
}

/** Open sessions beside those that only end when somebody ends them: an agent who has not answered keeps them. */
async function openSessions(desk: Desk): Promise<number> {
  let open = 0;
  for (const status of ['queued', 'offered', 'active'] as const) {
    const query = { channel: CHANNEL, status, limit: 200 };
    const { items } = granted(await getSessions({ client: desk.client, query }));
    open += items.length;
    for (const { id, agentId, awaiting } of items) {
      if (agentId !== null && awaiting === 'agent') {
        await desk.reply(id, agentId, `closing-${id}-${agentId}`, 'Is there anything else?');
      }
    }
  }
  return open;
}

async function replay(
  desk: Desk,
  timeline: Timeline,
  talk: Talk,
  transcript: Transcript,
  startSeconds: number,
): Promise<void> {
  let sessionId: string | null = null;
  let dueSeconds = startSeconds;
  let before = 0;
  for (const [index, { at, from, text }] of transcript.messages.entries()) {
    dueSeconds += Math.min(at - before, LONGEST_PAUSE_SECONDS);
    before = at;
    await timeline.until(dueSeconds);
    const messageId = `${transcript.id}:${String(index)}`;
    if (from === 'agent') {
      if (sessionId !== null) await answer(desk, talk, sessionId, messageId, text);
      continue;
    }
    const contact = { channel: CHANNEL, customer: transcript.id, messageId, text };
    const landed = await until(
      'a verdict',
      async () => {
        const { status, body } = await desk.postAndWait(contact);
        return status === 200 ? body : null;
      },
      { withinMs: 60_000, everyMs: 250 },
    );
    talk.customerMessages += 1;
    sessionId = landed.sessionId;
  }
}

/** The agent who has the session answers; it may move between the question and the reply. */
async function answer(
  desk: Desk,
  talk: Talk,
  sessionId: string,
  messageId: string,
  text: string,
): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const { agentId, status } = (await desk.session(sessionId)).body;
    if (status === 'closed' || agentId === null) {
      talk.unanswered += 1;
      return;
    }
    const replied = await desk.reply(sessionId, agentId, messageId, text);
    if (replied.status === 200) {
      talk.replies += 1;
      return;
    }
  }
  talk.refused += 1;
}
