/** Many want the same at the same moment; one gets it. */

import { expect, test } from '@jest/globals';
import { openSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { product, desk } = useProduct();

test('fifty first messages of one customer open one session', async () => {
  const messageIds = Array.from({ length: 50 }, (_, index) => `m-${String(index)}`);
  const answers = await Promise.all(
    messageIds.map((messageId) => desk.landed({ customer: 'ada', messageId })),
  );
  expect(answers.map(({ status }) => status)).toEqual(messageIds.map(() => 200));
  const [first] = answers;
  const { conversationId = '', sessionId = '' } = first?.body ?? {};
  const saved = await openSaved(product.mongodbUri);
  try {
    const messages = await until('every message is saved', async () => {
      const found = await saved.messagesOf(conversationId);
      return found.length >= messageIds.length ? found : null;
    });
    expect(new Set(messages.map((message) => message.sessionId))).toEqual(new Set([sessionId]));
    expect(messages.map(({ message }) => message?.messageId).sort()).toEqual(messageIds.sort());
    await saved.settled(sessionId);
    expect(await saved.sessionsOf(conversationId)).toHaveLength(1);
  } finally {
    await saved.close();
  }
});
