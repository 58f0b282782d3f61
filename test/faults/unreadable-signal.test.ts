/** Anybody with access to Temporal can send a session what cannot be read. It is set aside; the session goes on. */

import { expect, test } from '@jest/globals';
import { openRuns, type Runs } from '../support/runs.ts';
import { useProduct } from '../support/use-product.ts';

let runs: Runs;
const { product, desk, atEnd } = useProduct({
  async prepare() {
    runs = await openRuns(product.temporalAddress);
    atEnd(runs.close);
  },
});

interface Payload {
  metadata: Record<string, Uint8Array>;
  data: Uint8Array;
}

const payload = (encoding: string, data: string): Payload => ({
  metadata: { encoding: Buffer.from(encoding) },
  data: Buffer.from(data),
});

const poisons: [string, Payload[]][] = [
  ['an unknown encoding', [payload('binary/of-another-key', 'ciphertext')]],
  ['broken JSON', [payload('json/plain', '{"type": "customerMessage"')]],
  ['no encoding at all', [{ metadata: {}, data: Buffer.from('1') }]],
  ['no arguments', []],
];

test.each(poisons)('after a signal with %s the next message is handled', async (what, payloads) => {
  const customer = `a customer, ${what}`;
  const first = await desk.landed({ customer, messageId: 'm-1' });
  await signal(first.body.conversationId, payloads);
  const second = await desk.landed({ customer, messageId: 'm-2' });
  expect(second.status).toBe(200);
  expect(second.body.sessionId).toBe(first.body.sessionId);
  const workflowId = `chat/${first.body.conversationId}`;
  expect((await runs.countsOf(workflowId))['WORKFLOW_TASK_FAILED']).toBeUndefined();
});

test.each(poisons)('a conversation that begins with %s still opens', async (what, payloads) => {
  const contact = { customer: `another customer, ${what}`, messageId: 'm-1' };
  product.signal('worker', 'SIGSTOP');
  let accepted;
  try {
    accepted = await desk.accepted(contact);
    expect(accepted.status).toBe(202);
    await signal(accepted.body.conversationId, payloads);
  } finally {
    product.signal('worker', 'SIGCONT');
  }
  expect((await desk.landed({ ...contact, messageId: 'm-2' })).status).toBe(200);
});

async function signal(conversationId: string, payloads: Payload[]): Promise<void> {
  await runs.connection.workflowService.signalWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: `chat/${conversationId}` },
    signalName: 'session',
    input: { payloads },
  });
}
