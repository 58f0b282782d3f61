/** Records histories of real runs for the replay tests (CONTRIBUTING.md, "Recorded histories"). */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporal } from '../../src/local/servers/temporal-server.ts';
import { historiesFolder, writeHistory } from '../replay/recorded-history.ts';
import type { Chat } from '../workflows/stage/chat.ts';
import { until } from './until.ts';
import { Gate } from '../workflows/stage/gate.ts';
import { Stage } from '../workflows/stage/stage.ts';
import { settings } from '../workflows/stage/world.ts';
import { OTHER_STORIES, type OtherStory } from './other-stories.ts';
import { openRuns } from './runs.ts';

type Story = (stage: Stage, chat: Chat) => Promise<void>;

const END = { type: 'end', by: 'agent', id: 'a_1', note: 'Solved' } as const;

/** Warned, overdue, reassigned, answered, reminded, closed by silence. */
const wholeStory: Story = async ({ world }, chat) => {
  world.settings.values = settings({
    response: { limitSeconds: 2, warningSeconds: 1 },
    reassignment: { enabled: true, afterSeconds: 3 },
    autoClose: {
      enabled: true,
      afterSeconds: 3,
      reminders: [{ afterSeconds: 1, message: 'Are you still there?' }],
    },
  });
  await chat.say('My parcel has not come', { orderIds: ['o_17'], roomId: 'room_3' });
  await chat.servedBy('a_2');
  await chat.reply('a_2', 'It comes tomorrow');
  await chat.over();
};

/** Under fire, with a notice that hangs, past the length at which a run gives way to the next. */
const storm: Story = async ({ world }, chat) => {
  const gate = new Gate();
  world.faults.notify = () => gate.pass();
  await chat.say('It is a long story');
  for (let number = 1; (await chat.runIds()).length < 2; number += 1) {
    const { messageId } = await chat.say(`Line ${String(number)} of it`);
    await chat.murmur(20);
    await chat.receipt(messageId);
  }
  gate.open();
  await chat.say('That is all');
  await chat.servedBy('a_1');
  await chat.command(END);
  await chat.over();
};

/** Saves fail, are made by ordinary activities, and are local again afterwards; the session closes meanwhile. */
const outage: Story = async ({ world }, chat) => {
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  let failuresLeft = 4;
  world.faults.save = () => {
    failuresLeft -= 1;
    // Without a stack, which would name the machine's folders.
    if (failuresLeft >= 0) throw Object.assign(new Error('The database is away'), { stack: '' });
  };
  await chat.say('Is anybody there?');
  await chat.reply('a_1', 'Of course');
  await chat.command(END);
  await chat.say('One more thing');
  await chat.servedBy('a_1');
  await chat.quiet();
  await chat.say('Thank you');
  await chat.quiet();
  await chat.command(END);
  await chat.over();
};

/** More than continue-as-new may carry is written while nothing can be saved: children are given the rest. */
const flood: Story = async ({ world }, chat) => {
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  world.faults.save = () => {
    throw Object.assign(new Error('The database is away'), { stack: '' });
  };
  while ((await chat.runIds()).length < 2) {
    for (let number = 0; number < 20; number += 1) await chat.say('long '.repeat(3_200));
  }
  delete world.faults.save;
  await chat.quiet();
  await chat.command(END);
  await chat.over();
};

/** Rung, declined, accepted, assigned, transferred, held, resumed, refused, ended. */
const commands: Story = async ({ world }, chat) => {
  world.agents = ['a_1', 'a_2', 'a_3'];
  world.settings.values = settings({ reception: { mode: 'manual' } });
  const rung = (agentId: string) =>
    chat.shows(`rings at ${agentId}`, ({ session }) => session?.offer?.agentId === agentId);
  await chat.say('Hello');
  await rung('a_1');
  await chat.command({ type: 'decline', agentId: 'a_1', reason: 'At lunch' });
  await rung('a_2');
  await chat.command({ type: 'accept', agentId: 'a_2' }, { idempotencyKey: 'k_1' });
  await chat.reply('a_2', 'Good morning', { idempotencyKey: 'k_2' });
  await chat.command({ type: 'hold', untilMs: Date.now() + 3_600_000, by: 'a_2' });
  await chat.command({ type: 'resume', by: 'a_2' });
  await chat.command({ type: 'assign', agentId: 'a_9', by: 's_1', takeover: false });
  await chat.command({ type: 'assign', agentId: 'a_1', by: 's_1', takeover: false });
  await chat.command({ type: 'transfer', to: { agentId: 'a_3' }, by: 'a_1', reason: 'Language' });
  await rung('a_3');
  await chat.command({ type: 'accept', agentId: 'a_3' });
  await chat.command({ type: 'transfer', to: { skill: 'invoices' }, by: 'a_3', reason: null });
  await chat.quiet();
  await chat.handle.signal('session', { type: 'nobody knows' });
  await chat.handle.cancel();
  await chat.command({ type: 'end', by: 'admin', id: 's_1', note: 'Solved' });
  await chat.over();
};

const STORIES = { 'whole-story': wholeStory, storm, outage, flood, commands };

async function record(address: string, name: string, story: Story): Promise<void> {
  const stage = await Stage.open(address);
  await stage.startWorkers();
  const chat = stage.chat();
  await story(stage, chat);
  const runs = await openRuns(address);
  const runIds = await chat.runIds();
  for (const [index, runId] of runIds.entries()) {
    const history = await runs.client.workflow.getHandle(chat.workflowId, runId).fetchHistory();
    const run = runIds.length > 1 ? `-${String(index + 1)}` : '';
    await writeHistory(join(historiesFolder, `${name}${run}.json.gz`), history);
  }
  await runs.close();
  await stage.close();
}

/** The first run alone: those after it are like it. */
async function recordOther(address: string, name: string, story: OtherStory): Promise<void> {
  const { workflowType, workflowId, args, world, tell } = story;
  const stage = await Stage.open(address);
  await stage.startWorkers({ activities: world });
  const { temporal } = stage;
  const { client, taskQueue } = temporal;
  const handle = await client.workflow.start(workflowType, { workflowId, taskQueue, args });
  await tell?.({ temporal, workflowId });
  const first = client.workflow.getHandle(workflowId, handle.firstExecutionRunId);
  await until('the run is over', async () => {
    const { status } = await first.describe();
    return status.name !== 'RUNNING';
  });
  await writeHistory(join(historiesFolder, `${name}.json.gz`), await first.fetchHistory());
  await stage.close();
}

/** Stories named on the command line; none: all. */
const named = process.argv.slice(2);
const isWanted = ([name]: [string, unknown]): boolean => named.length === 0 || named.includes(name);

const dataDir = await mkdtemp(join(tmpdir(), 'sessionkeeper-record-'));
const temporal = await startTemporal({ dataDir });
try {
  await mkdir(historiesFolder, { recursive: true });
  for (const [name, story] of Object.entries(STORIES).filter(isWanted)) {
    await record(temporal.address, name, story);
  }
  for (const [name, story] of Object.entries(OTHER_STORIES).filter(isWanted)) {
    await recordOther(temporal.address, name, story);
  }
} finally {
  await temporal.stop();
  await rm(dataDir, { recursive: true, force: true });
}
