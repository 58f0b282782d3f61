/** Presence by beat, the safety poll and reconciliation, in the running product. */

import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import mongoose from 'mongoose';
import {
  getAgentsById,
  getSessions,
  getSessionsByIdLive,
  postAgents,
  putAgentsByIdPresence,
} from '../../client/sdk.gen.ts';
import { granted } from '../support/desk.ts';
import { openRuns, type Runs } from '../support/runs.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

interface AgentBooks {
  _id: string;
  held: { key: string; sessionId: string; number: number; active: boolean; at: Date }[];
}

const BEAT_MS = 10_000;

let runs: Runs;
let connection: mongoose.Connection;
/** Queued since the start, on a channel that nobody serves. */
let lonely: string;

const { product, desk, atEnd } = useProduct({
  async prepare() {
    runs = await openRuns(product.temporalAddress);
    atEnd(runs.close);
    connection = await mongoose.createConnection(product.mongodbUri).asPromise();
    atEnd(() => connection.close());
    await desk.configure('strict', { offline: { graceSeconds: 0 } });
    await desk.configure('web', { offline: { graceSeconds: 600 } });
    lonely = await arrive('lonely', 'nobody serves me');
  },
});

const agents = () => connection.collection<AgentBooks>('agents');
const at = (id: string) => ({ client: desk.client, path: { id } });
const present = (id: string) =>
  putAgentsByIdPresence({ ...at(id), body: { presence: 'online' } }).then(granted);
/** Its console beats until the end, or until it vanishes by what is given back: no beat of it arrives after that. */
async function stays(id: string): Promise<() => Promise<unknown>> {
  let latest: Promise<unknown> = present(id);
  await latest;
  const beats = setInterval(() => {
    latest = present(id).catch(() => undefined);
  }, BEAT_MS).unref();
  const vanish = (): Promise<unknown> => {
    clearInterval(beats);
    return latest;
  };
  atEnd(vanish);
  return vanish;
}
const agent = (id: string) => getAgentsById(at(id)).then(granted);

async function hire(id: string, channels: string[]): Promise<void> {
  const body = { id, name: id, capacity: 10, channels };
  granted(await postAgents({ client: desk.client, body }));
}

async function arrive(channel: string, customer: string): Promise<string> {
  return (await desk.landed({ channel, customer, messageId: 'm-1' })).body.sessionId;
}

const servedBy = (sessionId: string, agentId: string) =>
  until(`${agentId} serves`, async () => (await desk.session(sessionId)).body.agentId === agentId);

const timers = async (sessionId: string): Promise<string[]> => {
  const live = granted(await getSessionsByIdLive(at(sessionId)));
  return live.timers.map(({ name }) => name);
};

const holds = async (agentId: string): Promise<string[]> => {
  const books = await agents().findOne({ _id: agentId });
  return (books?.held ?? []).filter(({ active }) => active).map(({ sessionId }) => sessionId);
};

test('a console that vanishes leaves its agent offline; back within the grace it keeps its sessions, past it a waiting customer is moved', async () => {
  await hire('ada', ['web', 'strict']);
  const vanish = await stays('ada');
  const patient = await arrive('web', 'patient');
  const strict = await arrive('strict', 'strict');
  for (const sessionId of [patient, strict]) await servedBy(sessionId, 'ada');
  await hire('bob', ['web', 'strict']);
  await stays('bob');

  await vanish();
  const beforeMs = Date.now();
  await present('ada');
  const beatMs = Date.now();
  await until('ada is offline', async () => (await agent('ada')).presence === 'offline', {
    everyMs: 500,
  });
  const sinceMs = Date.parse((await agent('ada')).presenceSince);
  expect(sinceMs).toBeGreaterThanOrEqual(beforeMs + 30_000);
  expect(sinceMs).toBeLessThanOrEqual(beatMs + 30_000);
  await servedBy(strict, 'bob');
  await until('the grace runs', async () => (await timers(patient)).includes('offline'));

  await stays('ada');
  await until('ada is back', async () => !(await timers(patient)).includes('offline'));
  expect((await desk.session(patient)).body.agentId).toBe('ada');
}, 240_000);

test('what is damaged in the books is reported by a dry run, and mended by command', async () => {
  // The schedule would mend it as well, every ten minutes by the clock.
  const schedule = runs.client.schedule.getHandle('sessionkeeper-reconcile');
  await schedule.pause();
  const { items } = granted(await getSessions({ client: desk.client, query: { agentId: 'ada' } }));
  const served = items[0]!.id;
  const over = await arrive('web', 'soon over');
  await until(
    'the session is served',
    async () => (await desk.session(over)).body.status === 'active',
  );
  await desk.end(over, { by: 'admin', id: 'root' });
  await until(
    'the session is held by nobody',
    async () => ![...(await holds('bob')), ...(await holds('ada'))].includes(over),
  );
  const [conversationId = ''] = over.split('-');
  const longAgo = new Date(Date.now() - 300_000);
  const of = { key: `${over}#77`, sessionId: over, conversationId, number: 77 };
  const stray = { ...of, active: true, accepted: false, at: longAgo };
  await agents().updateOne({ _id: 'ada' }, { $pull: { held: { sessionId: served } } });
  await agents().updateOne({ _id: 'bob' }, { $push: { held: stray } });
  const tickets = connection.collection<{ _id: string }>('tickets');
  const ticket = { conversationId, channel: 'lonely', skill: null, number: 1, excluded: [] };
  await tickets.insertOne({ _id: over, ...ticket, place: longAgo } as never);
  await tickets.deleteOne({ _id: lonely });
  // Who has queued for less than a minute may be about to get a ticket.
  await connection
    .collection<{ _id: string }>('sessions')
    .updateOne({ _id: lonely }, { $set: { createdAt: longAgo } });

  const found = ['missing_hold', 'stray_hold', 'stray_ticket', 'missing_ticket'];
  // A session that is at work just then is unclear, and for the next run.
  const looked = await until('the dry run finds every kind', async () => {
    const printed = await command('reconcile', '--dry-run');
    return found.every((kind) => printed.includes(kind)) && printed;
  });
  expect(looked).toContain('dry run');
  expect(await holds('bob')).toContain(over);
  let mended = '';
  await until('every kind is mended', async () => {
    mended += await command('reconcile');
    return found.every((kind) => new RegExp(`${kind} .* {2}mended `).test(mended));
  });
  expect(await holds('ada')).toContain(served);
  expect(await holds('bob')).not.toContain(over);
  expect(await tickets.findOne({ _id: over })).toBeNull();
  expect(await tickets.findOne({ _id: lonely })).toMatchObject({ channel: 'lonely' });
  await until('nothing is found', async () =>
    (await command('reconcile')).includes('0 found, 0 unclear'),
  );
  await schedule.unpause();
}, 300_000);

test('the safety poll serves a session that waits beside an agent whom nobody noticed, and counts it', async () => {
  await hire('eve', ['lonely']);
  await agents().updateOne({ _id: 'eve' }, { $set: { presence: 'online' } });
  await runs.client.schedule.getHandle('sessionkeeper-safety').trigger();
  await servedBy(lonely, 'eve');
  const findings = connection.collection('findings');
  await until(
    'the missed wake-up is recorded',
    async () => (await findings.countDocuments({ kind: 'missed_wake_up' })) === 1,
  );
}, 180_000);

test.each(['watch', 'safety', 'reconcile'])(
  '%s runs by a schedule that skips its overlaps',
  async (name) => {
    const handle = runs.client.schedule.getHandle(`sessionkeeper-${name}`);
    const { policies, action, state } = await handle.describe();
    expect(policies.overlap).toBe('SKIP');
    expect(action.workflowType).toBe(name);
    expect(state.paused).toBe(false);
    await handle.trigger();
    const query = `WorkflowType = '${name}' AND ExecutionStatus = 'Completed'`;
    await until('the schedule has run', async () => (await runs.list(query)).length > 0);
  },
);

/** What the command prints, run as an operator would beside the product. */
async function command(...args: string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, SESSIONKEEPER_DATA_DIR: product.dataDir };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--enable-source-maps', 'dist/src/main.js', ...args],
    { env },
  );
  return stdout;
}
