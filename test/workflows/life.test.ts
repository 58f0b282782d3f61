import { expect, test } from '@jest/globals';
import type { SavedRecord } from '../../src/contract/activities.ts';
import { skippingStage } from './stage/skipping-stage.ts';
import { settings } from './stage/world.ts';

const stage = skippingStage();

const REMINDERS = [
  { afterSeconds: 600, message: 'Are you still there?' },
  { afterSeconds: 1800, message: 'We would close this chat soon.' },
];

/** What happened, and how many seconds after a given instant it was due, or happened if nothing was due. */
function story(records: SavedRecord[], fromMs: number): [string, number][] {
  return records.map(({ type, atMs, reason }) => {
    const instantMs = type === 'session.answered' ? atMs : (reason?.dueAtMs ?? atMs);
    return [type, (instantMs - fromMs) / 1000];
  });
}

test('a session lives over hours: each step is recorded once, stamped with its due instant', async () => {
  const { world } = stage();
  world.settings.values = settings({
    reassignment: { enabled: true, afterSeconds: 2400 },
    autoClose: { enabled: true, afterSeconds: 3600, reminders: REMINDERS },
  });
  const chat = stage().chat();
  await chat.say('My parcel is late');
  await chat.servedBy('a_1');
  await stage().pass(3000, chat);
  const { session } = await chat.servedBy('a_2');
  await chat.reply('a_2', 'It is on its way');
  await stage().pass(3600, chat);
  await chat.over();

  const records = world.records(session!.id);
  const servedAtMs = records[2]!.atMs;
  const answeredAtMs = records.find(({ type }) => type === 'session.answered')!.atMs;
  expect(story(records.slice(2, 7), servedAtMs)).toEqual([
    ['session.assigned', 0],
    ['session.warned', 1500],
    ['session.overdue', 1800],
    ['session.search_started', 2400],
    ['session.reassigned', expect.any(Number)],
  ]);
  // Once somebody is found, for which the server's time passes by itself.
  expect(records[6]!.atMs).toBeGreaterThanOrEqual(servedAtMs + 2_400_000);
  expect(story(records.slice(7), answeredAtMs)).toEqual([
    ['message.created', 0],
    ['message.outbound', 0],
    ['session.answered', 0],
    ['session.reminded', 600],
    ['message.created', 600],
    ['session.reminded', 1800],
    ['message.created', 1800],
    ['message.created', 3600],
    ['session.closed', 3600],
  ]);
  expect(world.view(session!.id)).toMatchObject({
    status: 'closed',
    closeReason: 'customer_idle',
    everOverdue: true,
    overdueCount: 1,
    reassignments: 1,
  });
  expect(world.notifications.map(({ kind, to }) => [kind, to])).toEqual([
    ['assigned', { agentId: 'a_1' }],
    ['warned', { agentId: 'a_1' }],
    ['overdue', { agentId: 'a_1' }],
    ['overdue', 'supervisors'],
    ['assigned', { agentId: 'a_2' }],
  ]);
  expect(world.sent.map(({ cause }) => cause)).toEqual(['reminder', 'reminder', 'end message']);
});
