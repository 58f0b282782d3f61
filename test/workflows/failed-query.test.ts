import { expect, test } from '@jest/globals';
import { Client, type WorkflowClientInterceptor } from '@temporalio/client';
import { askLive } from '../../src/client/ask.ts';
import type { Temporal } from '../../src/client/temporal.ts';
import { Unavailable } from '../../src/client/unavailable.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

/** So many queries fail as those do that a worker cannot answer: what it does not know fails in the same way. */
function failingQueries(times: number): Temporal {
  const { temporal } = stage();
  const { connection, namespace } = temporal;
  let left = times;
  const query: NonNullable<WorkflowClientInterceptor['query']> = (input, next) => {
    if (left === 0) return next(input);
    left -= 1;
    return next({ ...input, queryType: 'unknown' });
  };
  const client = new Client({ connection, namespace, interceptors: { workflow: [{ query }] } });
  return { ...temporal, client };
}

test('a query that a worker failed is asked again', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const answer = await askLive(failingQueries(3), chat.conversationId);
  expect(answer?.live.session).toMatchObject({ status: 'active', agentId: 'a_1' });
});

test('a query that workers go on failing is unavailable within the limit', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const asked = askLive(failingQueries(Infinity), chat.conversationId);
  await expect(asked).rejects.toBeInstanceOf(Unavailable);
});
