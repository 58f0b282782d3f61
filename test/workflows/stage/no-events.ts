/** Calls that Temporal answers without a word in the history of the run. */

import { expect } from '@jest/globals';
import proto from '@temporalio/proto';
import type { Chat } from './chat.ts';

const { EventType } = proto.temporal.api.enums.v1;

/** A call asks for a workflow task, which leaves no event unless a busy worker was late for it: it is handed out again then. */
const OF_TASKS = [
  'EVENT_TYPE_WORKFLOW_TASK_SCHEDULED',
  'EVENT_TYPE_WORKFLOW_TASK_STARTED',
  'EVENT_TYPE_WORKFLOW_TASK_COMPLETED',
  'EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT',
];
/** Of so many calls as the tests make; one that always left a task would leave as many as there were calls. */
const MOST_TASKS = 3;

/**
 * Fails when work leaves an event in a conversation's history: above all `WORKFLOW_EXECUTION_UPDATE_ACCEPTED` and
 * `_COMPLETED`, `WORKFLOW_EXECUTION_SIGNALED`, `MARKER_RECORDED`, `TIMER_…` and `ACTIVITY_TASK_…`, but also any other
 * except those of a few tasks that a worker was late for.
 *
 * @param work fifteen calls or more, and nothing else that happens to the conversation
 */
export async function expectNoEvents(chat: Chat, work: () => Promise<void>): Promise<void> {
  const before = await typesOf(chat);
  await work();
  const added = (await typesOf(chat)).slice(before.length);
  expect(added.filter((type) => !OF_TASKS.includes(type))).toEqual([]);
  const tasks = added.filter((type) => type === 'EVENT_TYPE_WORKFLOW_TASK_SCHEDULED');
  expect(tasks.length).toBeLessThanOrEqual(MOST_TASKS);
}

const typesOf = async (chat: Chat): Promise<string[]> =>
  (await chat.history()).map(({ eventType }) => EventType[eventType ?? 0] ?? 'unknown');
