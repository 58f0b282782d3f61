import { expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { until } from '../support/until.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

const LONG = 'ä'.repeat(8_000);
const MESSAGES = 300;
const PAYLOAD_LIMIT_BYTES = 2_000_000;

async function largestPayload(chat: Chat, runIds: string[]): Promise<number> {
  const sizes = await Promise.all(
    runIds.map(async (runId) => {
      const { input } = await chat.started(runId);
      return (input?.payloads ?? []).map(({ data }) => data?.length ?? 0);
    }),
  );
  return Math.max(...sizes.flat());
}

test('an outage of saves with large messages, through continue-as-new: nothing ends, nothing is lost', async () => {
  const { world, temporal } = stage();
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  let isAway = true;
  world.faults.save = () => {
    if (isAway) throw new Error('The database is away');
  };
  const texts = Array.from({ length: MESSAGES }, (_, number) => `${String(number)} ${LONG}`);
  for (const text of texts) await chat.say(text);
  await chat.shows('all are numbered', ({ session }) => session!.sequence === MESSAGES + 3);
  const runIds = await until('a new run', async () => {
    const all = await chat.runIds();
    return all.length > 1 && all;
  });
  expect(await largestPayload(chat, runIds)).toBeLessThan(PAYLOAD_LIMIT_BYTES);
  isAway = false;
  await chat.quiet();
  const saved = () =>
    world.records(newSessionId).flatMap(({ message }) => (message ? [message.text] : []));
  await until('all is saved', () => saved().length === MESSAGES + 1);
  expect(saved()).toEqual(['Hello', ...texts]);
  expect(world.view(newSessionId)).toEqual(await chat.session());

  const saves = `WorkflowId STARTS_WITH '${chat.workflowId}/save/'`;
  await until('what was handed over is saved and done', async () => {
    const { count } = await temporal.client.workflow.count(
      `${saves} AND ExecutionStatus = 'Completed'`,
    );
    return count > 0 && count === (await temporal.client.workflow.count(saves)).count;
  });
}, 240_000);
