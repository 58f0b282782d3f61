/** Many want the same at the same moment; one gets it. */

import { expect, test } from '@jest/globals';
import { postSessionsByIdAccept } from '../../client/sdk.gen.ts';
import { answered } from '../support/desk.ts';
import { openSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { product, desk } = useProduct();

const accept = (id: string, agentId: string) =>
  answered(postSessionsByIdAccept({ client: desk.client, path: { id }, body: { agentId } }));

const tally = (statuses: number[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

test('fifty first messages of one customer open one session', async () => {
  const messageIds = Array.from({ length: 50 }, (_, index) => `m-${String(index)}`);
  const answers = await Promise.all(
    messageIds.map((messageId) => desk.postAndWait({ customer: 'ada', messageId })),
  );
  const [first] = answers;
  const conversationId = first?.body.conversationId ?? '';
  expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
  const saved = await openSaved(product.mongodbUri);
  try {
    const messages = await until(async () => {
      const found = await saved.messagesOf(conversationId);
      return found.length >= messageIds.length ? found : null;
    });
    expect(new Set(messages.map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(messages.map(({ message }) => message?.messageId).sort()).toEqual(messageIds.sort());
    expect(await saved.sessionsOf(conversationId)).toHaveLength(1);
    await saved.settled(messages[0]?.sessionId ?? '');
  } finally {
    await saved.close();
  }
});

test('of twenty accepts of one offer one is answered with 200', async () => {
  await desk.configure('rings', { reception: { mode: 'manual', acceptSeconds: 60 } });
  const agents = Array.from({ length: 20 }, (_, index) => `agent-${String(index)}`);
  for (const id of agents) await desk.staff(id);
  const contact = { channel: 'rings', customer: 'grace', messageId: 'm-1' };
  const { body } = await desk.landed(contact);
  const offered = await until(async () => (await desk.session(body.sessionId)).body.offer);

  const others = await Promise.all(agents.map((agentId) => accept(body.sessionId, agentId)));
  expect(tally(others.map(({ status }) => status))).toEqual({ 200: 1, 409: 19 });
  const winner = others.findIndex(({ status }) => status === 200);
  expect(agents[winner]).toBe(offered.agentId);
});

test('of twenty accepts by the agent it rings at one is answered with 200', async () => {
  const contact = { channel: 'rings', customer: 'edsger', messageId: 'm-1' };
  const { body } = await desk.landed(contact);
  const { agentId } = await until(async () => (await desk.session(body.sessionId)).body.offer);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => accept(body.sessionId, agentId)),
  );
  expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 409: 19 });
});
