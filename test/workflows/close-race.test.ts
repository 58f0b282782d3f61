import { expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { until } from '../support/until.ts';
import { devStage } from './stage/dev-stage.ts';
import { settings } from './stage/world.ts';

const stage = devStage();

const CHATS = 100;
const LOT = 20;
/** Longer than it takes to answer them all. */
const CLOSE_AFTER_SECONDS = 15;
/** The dev server's timers fire about a second late, more on a busy machine, so the race is aimed that wide. */
const EARLIEST_MS = -1_500;
const SPREAD_MS = 6_000;

const closesAtMs = new Map<Chat, number>();

const texts = (sessionId: string): string[] =>
  stage()
    .world.records(sessionId)
    .flatMap(({ message }) => (message?.author.type === 'customer' ? message.text : []));

/** Some at a time: all at once would be a test of the machine. */
async function inLots(chats: Chat[], work: (chat: Chat) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < chats.length; from += LOT) {
    await Promise.all(chats.slice(from, from + LOT).map(work));
  }
}

/** Sends a message so long after the instant of the close, or before it: in every lot some early and some late. */
async function race(chat: Chat, index: number): Promise<void> {
  const lots = CHATS / LOT;
  const turn = (index % LOT) * lots + Math.floor(index / LOT);
  const atMs = closesAtMs.get(chat)! + EARLIEST_MS + (turn * SPREAD_MS) / CHATS;
  const event = await chat.message('One more thing');
  await until('the moment has come', () => Date.now() >= atMs);
  // However late the timer is, the last of a lot comes after the close.
  if (turn >= CHATS - lots) await until('it is closed', () => isClosed(chat));
  await until('it is taken', () => chat.give(event).then(() => true));
}

const isClosed = ({ conversationId }: Chat): boolean =>
  stage()
    .world.sessions(conversationId)
    .some(({ status }) => status === 'closed');

async function answer(chat: Chat): Promise<void> {
  const verdict = await chat.reply('a_1', 'Goodbye');
  if (verdict.type !== 'done') throw new Error(`The reply was answered "${verdict.type}"`);
  closesAtMs.set(chat, verdict.outcome.session.closesAtMs!);
}

async function landed(chat: Chat): Promise<void> {
  await until('the message is saved', () =>
    stage()
      .world.sessions(chat.conversationId)
      .some(({ id }) => texts(id).includes('One more thing')),
  );
}

test('a message racing the auto-close lands in exactly one session: the old one or its successor', async () => {
  const { world } = stage();
  world.settings.values = settings({
    autoClose: { enabled: true, afterSeconds: CLOSE_AFTER_SECONDS },
  });
  const chats = Array.from({ length: CHATS }, () => stage().chat());
  await inLots(chats, (chat) => chat.say('Hello'));
  await inLots(chats, (chat) => chat.servedBy('a_1'));
  await inLots(chats, answer);
  await Promise.all(chats.map(race));
  await Promise.all(chats.map(landed));
  const outcomes = chats.map(({ conversationId }) => {
    const sessions = world.sessions(conversationId);
    const [first, successor] = sessions;
    expect(sessions.flatMap(({ id }) => texts(id))).toEqual(['Hello', 'One more thing']);
    expect(sessions.map(({ previousSessionId }) => previousSessionId)).toEqual(
      successor ? [null, first!.id] : [null],
    );
    return successor ? 'successor' : 'same session';
  });
  expect(new Set(outcomes)).toEqual(new Set(['same session', 'successor']));
}, 240_000);
