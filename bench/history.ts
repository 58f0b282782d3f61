/** History events of a message beside a workflow that does nothing, and of a whole session. `npm run bench -- history` */

import { NativeConnection, Worker } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDesk, type Desk } from '../test/support/desk.ts';
import { startProduct } from '../test/support/product.ts';
import { openRuns, type EventCounts, type Runs } from '../test/support/runs.ts';
import { until } from '../test/support/until.ts';

const MESSAGES = 50;
const SPACED_MS = 300;
/** Durations of the whole session's clocks. */
const LIMIT_SECONDS = 6;
const WARNING_SECONDS = 3;
const REASSIGN_SECONDS = 9;
const CLOSE_SECONDS = 4;

export async function history(): Promise<void> {
  const product = await startProduct();
  const desk = openDesk(product.api);
  const runs = await openRuns(product.temporalAddress);
  try {
    await desk.configure('whole', {
      response: { enabled: true, limitSeconds: LIMIT_SECONDS, warningSeconds: WARNING_SECONDS },
      reassignment: { enabled: true, afterSeconds: REASSIGN_SECONDS },
      autoClose: { enabled: true, afterSeconds: CLOSE_SECONDS },
    });
    await desk.staff('ada');
    await desk.staff('bob');
    print(
      `idle workflow, ${String(MESSAGES)} spaced signals`,
      await idle(product.temporalAddress, runs),
      MESSAGES,
    );
    print(`one session, ${String(MESSAGES)} spaced messages`, await spaced(desk, runs), MESSAGES);
    print(
      'whole session: first message, warning, overdue, reassignment, answer, auto-close',
      await whole(desk, runs),
    );
  } finally {
    desk.close();
    await runs.close();
    await product.stop();
  }
}

function print(title: string, counts: EventCounts, messages?: number): void {
  const total = sum(counts);
  const each = messages === undefined ? '' : `, ${(total / messages).toFixed(2)} a message`;
  console.log(`${title}: ${String(total)} events${each}`);
  for (const [type, count] of Object.entries(counts)) console.log(`  ${type} ${String(count)}`);
}

const sum = (counts: EventCounts): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** Events added to a history between two looks. */
function growth(before: EventCounts, after: EventCounts): EventCounts {
  return Object.fromEntries(
    Object.entries(after)
      .map(([type, count]) => [type, count - (before[type] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

/** The floor: signals to an empty handler, each handled before the next comes. */
async function idle(address: string, runs: Runs): Promise<EventCounts> {
  const taskQueue = 'bench-idle';
  const workflowId = 'idle/spaced';
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./idle-workflow.js', import.meta.url)),
  });
  const running = worker.run();
  const handle = await runs.client.workflow.start('idle', { taskQueue, workflowId });
  await pause(1_000);
  const before = await runs.countsOf(workflowId);
  for (let index = 0; index < MESSAGES; index += 1) {
    await handle.signal('session', { messageId: `m-${String(index)}` });
    await pause(SPACED_MS);
  }
  const after = await runs.countsOf(workflowId);
  await handle.terminate('bench over');
  worker.shutdown();
  await running;
  await connection.close();
  return growth(before, after);
}

async function spaced(desk: Desk, runs: Runs): Promise<EventCounts> {
  const { body } = await desk.postAndWait({ customer: 'spaced', messageId: 'm-0' });
  await until('an agent serves', async () => (await desk.session(body.sessionId)).body.agentId);
  await pause(2_000);
  const workflowId = `chat/${body.conversationId}`;
  const before = await runs.countsOf(workflowId);
  for (let number = 1; number <= MESSAGES; number += 1) {
    await desk.post({ customer: 'spaced', messageId: `m-${String(number)}` });
    await pause(SPACED_MS);
  }
  await pause(1_000);
  return growth(before, await runs.countsOf(workflowId));
}

async function whole(desk: Desk, runs: Runs): Promise<EventCounts> {
  const contact = { channel: 'whole', customer: 'whole', messageId: 'm-1' };
  const { body } = await desk.postAndWait(contact);
  const { sessionId, conversationId } = body;
  const first = await until(
    'an agent serves',
    async () => (await desk.session(sessionId)).body.agentId,
  );
  const second = await until(
    'the reassignment',
    async () => {
      const { agentId } = (await desk.session(sessionId)).body;
      return agentId === first ? null : agentId;
    },
    { withinMs: 2 * REASSIGN_SECONDS * 1000 },
  );
  await desk.reply(sessionId, second, 'r-1');
  const workflowId = `chat/${conversationId}`;
  await until(
    'the auto-close',
    async () => (await runs.list(`WorkflowId = '${workflowId}'`))[0]?.status === 'COMPLETED',
    { withinMs: 30_000 },
  );
  return runs.countsOf(workflowId);
}
