import { expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { Chat } from './stage/chat.ts';
import { until } from '../support/until.ts';
import { devStage } from './stage/dev-stage.ts';
import { settings } from './stage/world.ts';

const stage = devStage();

const found = async (query: string): Promise<number> =>
  (await stage().temporal.client.workflow.count(query)).count;

const listed = (query: string) => until(query, async () => (await found(query)) === 1);

/** The summaries of an event's kind, as the Temporal UI shows them beside it. */
async function summaries(chat: Chat, runId: string, kind: Kind): Promise<string[]> {
  const events = await chat.history(runId);
  return events
    .filter((event) => event[kind])
    .filter((event) => !isLate(event.activityTaskScheduledEventAttributes?.activityType?.name))
    .flatMap(({ userMetadata }) => {
      const summary = userMetadata?.summary;
      return summary ? [defaultPayloadConverter.fromPayload<string>(summary)] : [];
    });
}

/** What takes long beside its task is one more activity, and may be on a busy machine. */
const isLate = (activity: string | null | undefined): boolean =>
  ['save', 'loadOpening'].includes(activity ?? '');

type Kind = keyof Pick<
  temporal.api.history.v1.IHistoryEvent,
  'timerStartedEventAttributes' | 'activityTaskScheduledEventAttributes'
>;

const clock = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

test('sessions are listed by what they are: status, agent, overdue, channel, settings version', async () => {
  stage().world.settings.values = settings({ response: { limitSeconds: 1, warningSeconds: 0 } });
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  const session = `SessionId = '${newSessionId}'`;
  await listed(`${session} AND SessionStatus = 'active' AND AgentId = 'a_1' AND Overdue = true`);
  await chat.reply('a_1', 'Good morning');
  await listed(`${session} AND Overdue = false AND Channel = 'web' AND SettingsVersion = 1`);
  await chat.command({ type: 'end', by: 'agent', id: 'a_1', note: null });
  await listed(`${session} AND SessionStatus = 'closed' AND ExecutionStatus = 'Completed'`);
});

test('a session says what it is and what it waits for, in details that outlive continue-as-new', async () => {
  stage().world.settings.values = settings({});
  const chat = stage().chat();
  const { newSessionId } = await chat.say('A secret of the customer');
  const { session } = await chat.servedBy('a_1');
  await chat.quiet();
  const { runId } = await chat.handle.describe();
  const details = async () =>
    chat.handle.query<{ currentDetails?: string } | string>('__temporal_workflow_metadata');
  const before = JSON.stringify(await details());
  expect(before).toContain(newSessionId);
  expect(before).toContain(`overdue due ${clock(session!.wait!.dueAtMs!)}`);
  expect(before).toContain('agent a_1');
  expect(before).not.toContain('secret');
  expect(before).not.toContain('Ada');
  const summary = await (await chat.handle.describe()).staticSummary();
  expect(summary).toBe(`Chat on web, conversation ${chat.conversationId.slice(0, 8)}`);
  expect(before).toContain(summary);
  await chat.murmur(850);
  await until('a new run', async () => (await chat.handle.describe()).runId !== runId);
  await until('the same details', async () => JSON.stringify(await details()) === before);
});

test('timers and activities say in a sentence what they are for', async () => {
  stage().world.settings.values = settings({});
  const chat = stage().chat();
  await chat.say('Hello');
  const { session } = await chat.servedBy('a_1');
  await chat.quiet();
  await chat.command({ type: 'assign', agentId: 'a_2', by: 's_1', takeover: false });
  await chat.quiet();
  const { runId } = await chat.handle.describe();
  expect(await summaries(chat, runId, 'timerStartedEventAttributes')).toEqual([
    `warning at ${clock(session!.wait!.warnAtMs!)}, agent a_1`,
  ]);
  expect(await summaries(chat, runId, 'activityTaskScheduledEventAttributes')).toEqual([
    'find an agent: search 1',
    'tell agent a_1: assigned',
    'reserve agent a_2',
    'release agent a_1: assignment 1 released',
    'tell agent a_2: assigned',
  ]);
});

test('a message costs five events of history', async () => {
  stage().world.settings.values = settings({});
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  const costs: number[] = [];
  // A task that a busy worker is late for is handed out again, which costs more events: one undisturbed time will do.
  await until('one costs five', async () => {
    const before = await settledLength(chat);
    const { text } = await chat.say(`message ${String(costs.length)}`);
    await until('it is saved', () =>
      stage().world.batches.some(({ records }) => records[0]?.message?.text === text),
    );
    costs.push((await settledLength(chat)) - before);
    return costs.at(-1) === 5;
  });
  expect(Math.min(...costs)).toBe(5);
});

/** The length of a history in which no workflow task is under way. */
async function settledLength(chat: Chat): Promise<number> {
  return until('no task is under way', async () => {
    const { raw } = await chat.handle.describe();
    return raw.pendingWorkflowTask ? null : Number(raw.workflowExecutionInfo?.historyLength);
  });
}
