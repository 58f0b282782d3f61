/** Many want the same at the same moment; one gets it. */

import { expect, test } from '@jest/globals';
import { openSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { product, desk } = useProduct();

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
