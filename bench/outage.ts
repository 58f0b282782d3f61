/**
 * MongoDB stands still for minutes while sessions take long messages; one closes and its customer comes back. Everything
 * is accepted, and saved in order afterwards. `npm run bench -- outage --seconds 180`
 */

import { setTimeout as pause } from 'node:timers/promises';
import { openDesk, type Answer, type Contact, type Desk } from '../test/support/desk.ts';
import { startProduct, type Product } from '../test/support/product.ts';
import { openRuns, type Runs } from '../test/support/runs.ts';
import { openSaved } from '../test/support/saved.ts';
import { until } from '../test/support/until.ts';
import { openVerdict, type Verdict } from './verdict.ts';

const CHARACTERS = 16_000;
const STEADY = { text: 'x'.repeat(CHARACTERS), everyMs: 2_000 };
/** Few sessions get so much that they continue as new with more queued than a payload may hold. */
const HEAVY = { text: '語'.repeat(CHARACTERS), everyMs: 250 };
const HEAVY_SESSIONS = 4;
const CONVERGENCE_SECONDS = 180;

interface Customer {
  name: string;
  conversationId: string;
  /** In the order of acceptance. */
  accepted: string[];
  refused: number;
}

interface Talk {
  customers: Customer[];
  longestMs: number;
}

interface Options {
  seconds: number;
  sessions: number;
  /** The worker is killed as well, and has to read long histories again. */
  killWorker?: boolean;
}

export async function outage({ seconds, sessions, killWorker = false }: Options): Promise<void> {
  const product = await startProduct();
  const desk = openDesk(product.api, { connections: 2 * sessions });
  const runs = await openRuns(product.temporalAddress);
  const verdict = openVerdict();
  try {
    await desk.staff('maya');
    const customers = await Promise.all(
      Array.from({ length: sessions }, (_, index) => begin(desk, index)),
    );
    const talk: Talk = { customers, longestMs: 0 };
    const returning = await desk.postAndWait({ customer: 'returns', messageId: 'm-1' });
    await settled(product, talk, 1);

    product.signal('mongodb', 'SIGSTOP');
    const endMs = Date.now() + seconds * 1000;
    const talking = customers.map((one, index) => say(desk, talk, one, index, endMs));
    await pause((seconds * 1000) / 3);
    await closeAndReturn(desk, returning.body.sessionId, verdict);
    await pause((seconds * 1000) / 3);
    if (killWorker) product.signal('worker', 'SIGKILL');
    await Promise.all(talking);
    product.signal('mongodb', 'SIGCONT');

    const resumedMs = Date.now();
    await settled(product, talk, 2);
    const convergedSeconds = (Date.now() - resumedMs) / 1000;
    const accepted = customers.reduce((sum, one) => sum + one.accepted.length, 0);
    const refused = customers.reduce((sum, one) => sum + one.refused, 0);
    verdict.expect(refused === 0, `${String(refused)} messages were not accepted`);
    console.log(
      `MongoDB stopped for ${String(seconds)} s; ${String(accepted)} messages of ${String(CHARACTERS)} characters ` +
        `accepted in ${String(sessions)} sessions, ${String(refused)} refused, the longest acceptance took ` +
        `${String(Math.round(talk.longestMs))} ms`,
    );
    console.log(`all saved ${convergedSeconds.toFixed(1)} s after it went on`);
    await checkOrder(product, talk, verdict);
    await checkRuns(runs, verdict);
    verdict.give();
  } finally {
    desk.close();
    await runs.close();
    await product.stop();
  }
}

async function begin(desk: Desk, index: number): Promise<Customer> {
  const name = `customer-${String(index)}`;
  const { body } = await desk.postAndWait({ customer: name, messageId: 'm-1' });
  return { name, conversationId: body.conversationId, accepted: ['m-1'], refused: 0 };
}

async function say(
  desk: Desk,
  talk: Talk,
  customer: Customer,
  index: number,
  endMs: number,
): Promise<void> {
  const { text, everyMs } = index < HEAVY_SESSIONS ? HEAVY : STEADY;
  await pause(Math.random() * everyMs);
  for (let number = 2; Date.now() < endMs; number += 1) {
    const messageId = `m-${String(number)}`;
    const sentMs = performance.now();
    const status = await statusOf(desk, { customer: customer.name, messageId, text });
    const tookMs = performance.now() - sentMs;
    talk.longestMs = Math.max(talk.longestMs, tookMs);
    if (status === 202) customer.accepted.push(messageId);
    else customer.refused += 1;
    await pause(Math.max(0, everyMs - tookMs));
  }
}

const statusOf = (desk: Desk, contact: Contact): Promise<number> =>
  desk.post(contact).then(
    ({ status }) => status,
    () => 0,
  );

async function closeAndReturn(desk: Desk, sessionId: string, verdict: Verdict): Promise<void> {
  const timed = async <T>(work: Promise<Answer<T>>): Promise<[Answer<T>, number]> => {
    const startedMs = performance.now();
    const answer = await work;
    return [answer, Math.round(performance.now() - startedMs)];
  };
  const [ended, endMs] = await timed(desk.end(sessionId, { by: 'customer' }));
  const contact = { customer: 'returns', messageId: 'm-2', text: STEADY.text };
  const [back, backMs] = await timed(desk.postAndWait(contact));
  verdict.expect(ended.status === 200, `end answered ${String(ended.status)}`);
  verdict.expect(
    back.status === 200 && back.body.sessionStarted && back.body.sessionId !== sessionId,
    `the next message did not open a successor: ${JSON.stringify(back)}`,
  );
  console.log(
    `one session ended in ${String(endMs)} ms; its customer's next message was in the successor in ${String(backMs)} ms`,
  );
}

/** @param ofReturning messages of the customer who comes back */
async function settled(product: Product, talk: Talk, ofReturning: number): Promise<void> {
  const saved = await openSaved(product.mongodbUri);
  try {
    const total = talk.customers.reduce((sum, one) => sum + one.accepted.length, 0) + ofReturning;
    await until(
      `${String(total)} messages saved`,
      async () => (await saved.countMessages()) >= total,
      { withinMs: CONVERGENCE_SECONDS * 1000, everyMs: 500 },
    );
    for (const { _id } of await saved.allSessions()) await saved.settled(_id);
  } finally {
    await saved.close();
  }
}

async function checkOrder(product: Product, talk: Talk, verdict: Verdict): Promise<void> {
  const saved = await openSaved(product.mongodbUri);
  for (const { name, conversationId, accepted } of talk.customers) {
    const sessions = await saved.sessionsOf(conversationId);
    verdict.expect(sessions.length === 1, `${name} has ${String(sessions.length)} sessions`);
    const events = await saved.eventsOf(sessions[0]?._id ?? '');
    const kept = events.filter(({ message }) => message?.author.type === 'customer');
    const order = kept.map(({ message }) => message?.messageId).join();
    verdict.expect(order === accepted.join(), `the messages of ${name} are others, or in disorder`);
  }
  await saved.close();
}

async function checkRuns(runs: Runs, verdict: Verdict): Promise<void> {
  const broken = await runs.broken();
  verdict.expect(broken.length === 0, `${String(broken.length)} runs failed or terminated`);
  const all = await runs.list("WorkflowType = 'conversation'");
  const children = await runs.list("WorkflowType = 'saveOverflow'");
  const longest = Math.max(...all.map(({ historyLength }) => historyLength));
  let failed = 0;
  let timedOut = 0;
  for (const { workflowId, runId } of all) {
    const counts = await runs.countsOf(workflowId, runId);
    failed += counts['WORKFLOW_TASK_FAILED'] ?? 0;
    timedOut += counts['WORKFLOW_TASK_TIMED_OUT'] ?? 0;
  }
  console.log(
    `${String(all.length)} runs, ${String(children.length)} children that saved what was too much to carry, ` +
      `the longest history ${String(longest)} events; workflow tasks failed ${String(failed)}, timed out ${String(timedOut)}`,
  );
  verdict.expect(
    children.every(({ status }) => status === 'COMPLETED'),
    'a child has not saved its part',
  );
}
