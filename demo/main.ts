import { setTimeout as sleep } from 'node:timers/promises';
import { AgentRoster } from './agent-roster.ts';
import { adminKey } from './admin-key.ts';
import { ApiClient } from './api-client.ts';
import { notNegative, replayCommand, type ReplayOptions } from './command-line.ts';
import { count } from './count.ts';
import type { CountedConversation } from './count-figures.ts';
import { outcomeOf, readRecords } from './outcome.ts';
import { replayConversation, type ReplayContext, type ReplayNotes } from './replay.ts';
import { printNotes, printTable } from './report.ts';
import { channelOverrides, describeRules, replayRules, scaleRules } from './rules.ts';
import { SessionLife } from './session-life.ts';
import { Timeline } from './timeline.ts';
import { asTranscribed, readTranscripts, type Transcript } from './transcripts.ts';

interface DemoOptions extends ReplayOptions {
  api: string;
  channel: string;
  window: number;
  wait: boolean;
}

/** The open sessions are looked at this often; a life is told with that delay at most. */
const LOOK_EVERY_MS = 1000;

/** After the last auto-close is due, the projection may still have to catch up. */
const CLOSING_GRACE_MS = 120_000;

const command = replayCommand('demo', 'Replays support conversations through the HTTP API.')
  .option('--api <url>', 'where the API answers', 'http://127.0.0.1:3000')
  .option('--channel <name>', 'the channel to replay on; its settings are overwritten', 'demo')
  .option('--window <seconds>', 'real time over which the conversations begin', notNegative, 60)
  .option('--no-wait', 'do not wait for the sessions to close, and compare nothing');

try {
  process.exitCode = await run(command.parse().opts<DemoOptions>());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function run(options: DemoOptions): Promise<number> {
  const transcripts = await readTranscripts(options.transcripts, options.conversations);
  const api = new ApiClient(options.api, adminKey());
  if (!(await api.answers())) {
    console.error(
      `No API answers at ${options.api}: run "npm start" in another terminal first, or name another address with --api.`,
    );
    return 1;
  }
  const { speed, margin } = options;
  const scaled = scaleRules(options, speed);
  const rules = replayRules(scaled, speed, margin);
  console.log(
    `${transcripts.length} conversations at ${speed} times their speed, beginning within ${options.window} s, on the channel "${options.channel}"`,
  );
  console.log(describeRules(options, scaled, speed).join('\n'));
  await api.require({
    method: 'PUT',
    path: `/v1/settings/channels/${encodeURIComponent(options.channel)}`,
    body: channelOverrides(scaled),
  });
  const startedAt = new Date(Date.now() - 60_000).toISOString();
  const context = await prepare(api, options, rules.endAfterSeconds);
  const replayed = await replayAll(context, transcripts, options, scaled.autoCloseSeconds);
  await context.roster.close();

  const records = await readRecords(api, options.channel, context.runId, startedAt);
  const agentMessages = transcripts
    .flatMap((transcript) => transcript.messages)
    .filter((message) => message.from === 'agent').length;
  const outcome = outcomeOf(records, agentMessages);
  const counted = count(replayed, rules, margin * speed);
  const own = count(transcripts.map(asTranscribed), rules, 0);
  printNotes(context.notes, api.retries, outcome.latestTimerMs, options);
  return printTable({ outcome, counted, own, speed, compared: options.wait });
}

async function prepare(
  api: ApiClient,
  options: DemoOptions,
  endAfterSeconds: number,
): Promise<ReplayContext> {
  const notes: ReplayNotes = {
    lagSeconds: [],
    cutTexts: 0,
    refusals: new Map(),
    sessionIds: new Set(),
  };
  const roster = new AgentRoster(api, options.channel);
  await roster.open();
  return {
    api,
    roster,
    notes,
    channel: options.channel,
    runId: `run-${Date.now().toString(36)}`,
    timeline: new Timeline(options.speed),
    endAfterSeconds: options.wait ? endAfterSeconds : null,
  };
}

/** Replays all conversations, their beginnings spread evenly, while the sessions' life is printed. */
async function replayAll(
  context: ReplayContext,
  transcripts: readonly Transcript[],
  options: DemoOptions,
  autoCloseSeconds: number,
): Promise<CountedConversation[]> {
  const { api, roster, channel, runId, timeline, notes } = context;
  const life = new SessionLife({
    api,
    channel,
    runId,
    realMs: () => timeline.realMs(),
    agentName: (agentId) => roster.nameOf(agentId),
  });
  const apartSeconds = (options.window * options.speed) / transcripts.length;
  const all = Promise.all(
    transcripts.map((transcript, index) =>
      replayConversation(context, transcript, index * apartSeconds),
    ),
  );
  const replay = { over: false };
  const over = all.finally(() => (replay.over = true));
  const looking = (async () => {
    while (!replay.over) {
      await life.look(new Set());
      await sleep(LOOK_EVERY_MS);
    }
  })();
  const [replayed] = await Promise.all([over, looking]);

  const giveUpAtMs = timeline.realMs() + autoCloseSeconds * 1000 + CLOSING_GRACE_MS;
  const allClosed = (): boolean => [...notes.sessionIds].every((id) => life.hasClosed(id));
  do {
    await life.look(notes.sessionIds);
    if (!options.wait || allClosed()) break;
    await sleep(LOOK_EVERY_MS);
  } while (timeline.realMs() < giveUpAtMs);
  return replayed;
}
