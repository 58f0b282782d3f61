import { beforeEach, expect, test } from '@jest/globals';
import { signalConversation } from '../../src/client/deliver.ts';
import type { Chat } from './stage/chat.ts';
import { skippingStage } from './stage/skipping-stage.ts';
import { settings } from './stage/world.ts';

const stage = skippingStage();

beforeEach(() => {
  const { world } = stage();
  world.agents = ['a_1', 'a_2'];
  world.settings = { version: 1, values: settings({}), calendar: null };
});

const types = (sessionId: string): string[] =>
  stage()
    .world.records(sessionId)
    .map(({ type }) => type);

const dueAt = (sessionId: string, type: string): number | null | undefined =>
  stage()
    .world.records(sessionId)
    .find((record) => record.type === type)?.reason?.dueAtMs;

const served = async (chat: Chat, text = 'Hello'): Promise<string> => {
  await chat.say(text);
  await chat.servedBy('a_1');
  const { session } = await chat.quiet();
  return session!.id;
};

test('a manual reception rings one agent after the other, and in a new round everybody again', async () => {
  stage().world.settings.values = settings({ reception: { mode: 'manual', acceptSeconds: 900 } });
  const chat = stage().chat();
  await chat.say('Hello');
  const rung = async (agentId: string) =>
    chat.shows(`rings at ${agentId}`, ({ session }) => session?.offer?.agentId === agentId);
  const { session } = await rung('a_1');
  await stage().pass(900, chat);
  await rung('a_2');
  expect(await chat.command({ type: 'accept', agentId: 'a_1' })).toMatchObject({
    type: 'refused',
    code: 'offer_expired',
  });
  await stage().pass(900, chat);
  expect((await chat.session()).status).toBe('queued');
  await stage().pass(900, chat);
  await rung('a_1');
  expect(await chat.command({ type: 'accept', agentId: 'a_1' })).toMatchObject({ type: 'done' });
  await chat.quiet();
  expect(types(session!.id).slice(2)).toEqual([
    'session.offered',
    'session.offer_missed',
    'session.offered',
    'session.offer_missed',
    'session.queued',
    'supervisor.alert',
    'session.round_started',
    'session.offered',
    'session.assigned',
  ]);
});

test('a queue limit closes a session that nobody took, with a message', async () => {
  const { world } = stage();
  world.agents = [];
  world.settings.values = settings({ queue: { maxWaitSeconds: 600, message: 'Sorry.' } });
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  const { createdAtMs } = await chat.session();
  await stage().pass(600, chat);
  await chat.over();
  expect(world.view(newSessionId)).toMatchObject({
    closeReason: 'queue_timeout',
    closedAtMs: createdAtMs + 600_000,
  });
  expect(world.sent.filter(({ sessionId }) => sessionId === newSessionId)).toMatchObject([
    { cause: 'queue message', record: { message: { text: 'Sorry.' } } },
  ]);
});

test('a hold runs out at its instant, and what was left of the silence runs on from there', async () => {
  stage().world.settings.values = settings({ autoClose: { enabled: true, afterSeconds: 1800 } });
  const chat = stage().chat();
  const id = await served(chat);
  await chat.reply('a_1', 'One moment');
  await stage().pass(600, chat);
  const untilMs = (await stage().now()) + 7_200_000;
  await chat.command({ type: 'hold', untilMs, by: 'a_1' });
  await stage().pass(7200, chat);
  expect(await chat.session()).toMatchObject({ status: 'active' });
  await stage().pass(1800, chat);
  await chat.over();
  expect(dueAt(id, 'session.resumed')).toBe(untilMs);
  const [answered, held] = ['session.answered', 'session.held'].map(
    (name) =>
      stage()
        .world.records(id)
        .find(({ type }) => type === name)!.atMs,
  );
  expect(dueAt(id, 'session.closed')).toBe(untilMs + 1_800_000 - (held! - answered!));
});

test('an agent who is gone for longer than the grace loses a waiting customer to another', async () => {
  // The server's time passes by itself as well, as long as the questions take.
  stage().world.settings.values = settings({ offline: { graceSeconds: 900 } });
  const chat = stage().chat();
  const id = await served(chat);
  const sinceMs = await stage().now();
  await signalConversation(stage().temporal, chat.conversationId, {
    type: 'agentPresence',
    agentId: 'a_1',
    presence: 'offline',
    sinceMs,
  });
  await stage().pass(450, chat);
  expect((await chat.session()).agentId).toBe('a_1');
  await stage().pass(450, chat);
  await chat.servedBy('a_2');
  await chat.quiet();
  expect(dueAt(id, 'session.search_started')).toBe(sinceMs + 900_000);
  expect(stage().world.released).toContainEqual(
    expect.objectContaining({ sessionId: id, agentId: 'a_1' }),
  );
});

test('only open time counts, by the calendar that was in force when the session began', async () => {
  const { world } = stage();
  const nowMs = await stage().now();
  const hour = 3_600_000;
  const untilMs = nowMs + 366 * 24 * hour;
  const open: [number, number][] = [
    [nowMs - hour, nowMs + 600_000],
    [nowMs + 10 * hour, nowMs + 18 * hour],
  ];
  world.settings = { ...world.settings, version: 7, calendar: { open, untilMs } };
  const chat = stage().chat();
  const id = await served(chat);
  const servedAtMs = world.records(id).at(-1)!.atMs;
  world.settings = { version: 8, values: settings({}), calendar: null };
  await stage().pass(11 * 3600, chat);
  const leftMs = 1_800_000 - (nowMs + 600_000 - servedAtMs);
  expect(dueAt(id, 'session.overdue')).toBe(nowMs + 10 * hour + leftMs);
  expect(await chat.session()).toMatchObject({ settingsVersion: 7 });
});

test('opening hours are expanded further before they run out', async () => {
  const { world } = stage();
  const nowMs = await stage().now();
  const day = 86_400_000;
  const until = (days: number) => ({
    open: [[nowMs, nowMs + days * day]] as [number, number][],
    untilMs: nowMs + days * day,
  });
  world.settings = { ...world.settings, calendar: until(32) };
  const chat = stage().chat();
  await served(chat);
  await chat.reply('a_1', 'Done');
  await chat.quiet();
  world.settings.calendar = until(400);
  await stage().pass(3 * 86_400, chat);
  const asked = (await chat.history()).flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  );
  expect(asked.filter((port) => port === 'extendCalendar')).toHaveLength(1);
  const { timers } = await chat.live();
  expect(timers).toContainEqual({ name: 'calendar', dueAtMs: nowMs + 370 * day });
});
