import { expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { eventually } from './stage/eventually.ts';
import { devStage } from './stage/dev-stage.ts';
import { settings } from './stage/world.ts';

const stage = devStage();

const CHATS = 100;
const CLOSE_AFTER_SECONDS = 3;
/** The dev server's timers fire about a second late, so the race is aimed that wide. */
const EARLIEST_MS = -500;
const SPREAD_MS = 2500;

const texts = (sessionId: string): string[] =>
  stage()
    .world.records(sessionId)
    .flatMap(({ message }) => (message?.author.type === 'customer' ? message.text : []));

/** Answers the customer, then sends another message so long after the instant of the close. */
async function race(chat: Chat, index: number): Promise<void> {
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.reply('a_1', 'Goodbye');
  const { closesAtMs } = await chat.session();
  const atMs = closesAtMs! + EARLIEST_MS + (index * SPREAD_MS) / CHATS;
  await eventually('the moment has come', () => Date.now() >= atMs);
  await chat.say('One more thing');
}

async function landed(chat: Chat): Promise<void> {
  await eventually(
    'the message is saved',
    () =>
      stage()
        .world.sessions(chat.conversationId)
        .some(({ id }) => texts(id).includes('One more thing')),
    30_000,
  );
}

test('a message racing the auto-close lands in exactly one session: the old one or its successor', async () => {
  const { world } = stage();
  world.settings.values = settings({
    autoClose: { enabled: true, afterSeconds: CLOSE_AFTER_SECONDS },
  });
  const chats = Array.from({ length: CHATS }, () => stage().chat());
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
}, 90_000);
