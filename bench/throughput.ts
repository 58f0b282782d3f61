/**
 * Messages a second through the API beside bare signals to a workflow that does nothing, on the same server in the
 * same run, in turn. `npm run bench -- throughput`
 */

import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createClient } from '../client/client/index.ts';
import { getSessions, getSessionsByIdMessages } from '../client/sdk.gen.ts';
import { granted } from '../test/support/desk.ts';
import { ADMIN_KEY, startProduct, type Product } from '../test/support/product.ts';
import { until } from '../test/support/until.ts';
import { drive, median } from './load.ts';

const MESSAGES = 2000;
const CONVERSATIONS = 200;
const CONCURRENCY = 32;
const ROUNDS = 5;
const TEXT = 'Where is my order? I have been waiting for a week now. '.repeat(3);

export async function throughput(): Promise<void> {
  const product = await startProduct();
  try {
    await compare(product);
  } finally {
    await product.stop();
  }
}

async function compare({ api, temporalAddress }: Product): Promise<void> {
  const baseline = await startBaseline(temporalAddress);
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const ratios: number[] = [];
  console.log(
    `${String(MESSAGES)} messages a round to ${String(CONVERSATIONS)} conversations, ${String(CONCURRENCY)} at once`,
  );
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bare = await drive(MESSAGES, CONCURRENCY, (index) => baseline.signal(index));
    const first = round * MESSAGES;
    const accepted = await drive(MESSAGES, CONCURRENCY, (index) => post(api, agent, first + index));
    const settledSeconds = await settled(api, first + MESSAGES);
    const label = round === 0 ? 'warm-up ' : `round ${String(round)} `;
    const ratio = accepted.perSecond / bare.perSecond;
    if (round > 0) ratios.push(ratio);
    console.log(
      `${label} bare signals ${bare.perSecond.toFixed(0)}/s, through the API ${accepted.perSecond.toFixed(0)}/s, ` +
        `ratio ${ratio.toFixed(2)}, all saved ${settledSeconds.toFixed(1)} s later`,
    );
  }
  console.log(`ratio, median of ${String(ROUNDS)} rounds: ${median(ratios).toFixed(2)}`);
  agent.destroy();
  await baseline.stop();
}

async function startBaseline(address: string): Promise<{
  signal(index: number): Promise<void>;
  stop(): Promise<void>;
}> {
  const taskQueue = 'bench-idle';
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./idle-workflow.js', import.meta.url)),
  });
  const running = worker.run();
  await drive(CONVERSATIONS, CONCURRENCY, async (index) => {
    await client.workflow.start('idle', { taskQueue, workflowId: `idle/${String(index)}` });
  });
  return {
    signal: (index) =>
      client.workflow
        .getHandle(`idle/${String(index % CONVERSATIONS)}`)
        .signal('session', { messageId: `m-${String(index)}`, text: TEXT }),
    async stop() {
      for (let index = 0; index < CONVERSATIONS; index += 1) {
        await client.workflow.getHandle(`idle/${String(index)}`).terminate('bench over');
      }
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
}

function post(api: string, agent: Agent, index: number): Promise<void> {
  const body = JSON.stringify({
    messageId: `m-${String(index)}`,
    customer: { id: `customer-${String(index % CONVERSATIONS)}`, name: 'Ada' },
    text: TEXT,
  });
  const headers = {
    authorization: `Bearer ${ADMIN_KEY}`,
    'content-type': 'application/json',
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${api}/v1/channels/bench/messages`,
      { method: 'POST', agent, headers },
      (response) => {
        response.resume();
        response.once('end', () => {
          if (response.statusCode === 202) resolve();
          else reject(new Error(`answered ${String(response.statusCode)}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Seconds until the projection of every conversation has all its messages. */
async function settled(api: string, messages: number): Promise<number> {
  const startedAtMs = performance.now();
  const client = createClient({ baseUrl: api, auth: ADMIN_KEY });
  const each = messages / CONVERSATIONS;
  const limit = 200;
  await until(
    'every message saved',
    async () => {
      const { items } = granted(await getSessions({ client, query: { channel: 'bench', limit } }));
      if (items.length < CONVERSATIONS) return false;
      const [first, last] = [items[0], items.at(-1)];
      for (const session of [first, last]) {
        const asked = { path: { id: session?.id ?? '' }, query: { limit } };
        const read = granted(await getSessionsByIdMessages({ client, ...asked }));
        if (read.items.length < Math.min(each, limit)) return false;
      }
      return true;
    },
    { withinMs: 120_000, everyMs: 100 },
  );
  return (performance.now() - startedAtMs) / 1000;
}
