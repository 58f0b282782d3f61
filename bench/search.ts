/** Each filter over sessions, among few and among many: what it costs, and what the database reads for it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { listSessions, queriesOf, type Search } from '../src/store/sessions/search.ts';
import { findLink } from '../src/store/links/conversation-links.ts';
import { startMongo } from '../src/local/servers/mongo-server.ts';
import { connectModels, modelsOf, syncIndexes, type Models } from '../src/store/connection.ts';
import { raw } from '../src/store/raw.ts';
import {
  A_DAY,
  AGENTS,
  CHANNELS,
  createdAtMs,
  FIRST_NAMES,
  nameOf,
  recordOf,
  spread,
} from './session-records.ts';

/** Within the time that an operation may take, also on a busy machine. */
const BATCH = 1_000;
const WARM_UP = 20;
const LONGEST_MS = 45 * 60_000;
const HOUR_MS = 3_600_000;
const PAGE = 50;

type Query = Pick<Search, 'sort'> & Search['filters'] & { tokenLink?: string };

/** A filter for a session drawn at random. */
type Draw = (n: number, at: (n: number) => number, nowMs: number) => Query;

const instant = (ms: number): string => new Date(ms).toISOString();

const FILTERS: Record<string, Draw> = {
  'no filter': () => ({}),
  orderId: (n) => ({ orderId: `order-${String(n)}` }),
  roomId: (n) => ({ roomId: `room-${String(Math.floor(n / 5))}` }),
  'customerName, one letter': (n) => ({ customerName: nameOf(n).slice(0, 1) }),
  'customerName, first name': (n) => ({
    customerName: FIRST_NAMES[n % FIRST_NAMES.length]?.toUpperCase(),
  }),
  'customerName, whole': (n) => ({ customerName: nameOf(n) }),
  'customerName, nobody': (n) => ({ customerName: `zz${String(n)}` }),
  tokenLink: (n) => ({ tokenLink: `hash-${String(n)}` }),
  'tokenStatus=active': () => ({ tokenStatus: 'active' }),
  'tokenStatus=expired': () => ({ tokenStatus: 'expired' }),
  'tokenStatus=revoked': () => ({ tokenStatus: 'revoked' }),
  'tokenStatus=none': () => ({ tokenStatus: 'none' }),
  'expires within an hour': (n, at) => ({
    expiresAfter: instant(at(n)),
    expiresBefore: instant(at(n) + HOUR_MS),
  }),
  expiresAfter: (n, at) => ({ expiresAfter: instant(at(n)) }),
  expiresBefore: (n, at) => ({ expiresBefore: instant(at(n)), sort: '-expiresAt' }),
  'neverExpires=true': () => ({ neverExpires: true }),
  'neverExpires=false': () => ({ neverExpires: false }),
  'converted=true': () => ({ converted: true }),
  'converted=false': () => ({ converted: false }),
  'status=queued': () => ({ status: 'queued' }),
  'status=closed': () => ({ status: 'closed' }),
  'overdue=true': () => ({ overdue: true }),
  'overdue=false': () => ({ overdue: false }),
  agentId: (n) => ({ agentId: `agent-${String(n % AGENTS)}` }),
  channel: (n) => ({ channel: CHANNELS[n % CHANNELS.length] }),
  'closeReason, common': () => ({ closeReason: 'customer_idle' }),
  'closeReason, rare': () => ({ closeReason: 'queue_timeout' }),
  createdAfter: (n, at) => ({ createdAfter: instant(at(n)), sort: 'createdAt' }),
  createdBefore: (n, at) => ({ createdBefore: instant(at(n)) }),
  'a day': (n, at) => ({
    createdAfter: instant(at(n)),
    createdBefore: instant(at(n) + 24 * HOUR_MS),
  }),
  settingsVersion: (n) => ({ settingsVersion: 1 + Math.floor(n / (10 * A_DAY)) }),
  'an agent’s own': () => ({}),
};

interface Figures {
  medianMs: number;
  p95Ms: number;
  keys: number;
  docs: number;
  rows: number;
}

const EVERYTHING = { channels: null, agentIds: null } as const;
/** A caller's visibility is part of the query. */
const OF_AN_AGENT = { channels: null, agentIds: ['agent-7'] } as const;

async function searchOf(models: Models, name: string, query: Query, nowMs: number) {
  const { sort, tokenLink, ...filters } = query;
  const linked = tokenLink !== undefined && {
    linkedTo: (await findLink(models, tokenLink))?._id ?? null,
  };
  const visibility = name === 'an agent’s own' ? OF_AN_AGENT : EVERYTHING;
  return { filters: { ...filters, ...linked }, sort, visibility, nowMs } satisfies Search;
}

interface Explained {
  executionStats: { totalKeysExamined: number; totalDocsExamined: number };
}

/** Most documents that the database reads for a page, over some draws. */
async function read(models: Models, search: Search): Promise<{ keys: number; docs: number }> {
  const all = await Promise.all(
    queriesOf(models, search, { limit: PAGE + 1 }).map(
      async (query) => (await query.explain('executionStats')) as unknown as Explained,
    ),
  );
  const sum = (of: (stats: Explained['executionStats']) => number): number =>
    all.reduce((total, { executionStats }) => total + of(executionStats), 0);
  return { keys: sum((s) => s.totalKeysExamined), docs: sum((s) => s.totalDocsExamined) };
}

async function measure(
  models: Models,
  of: { name: string; draw: Draw; count: number; runs: number; nowMs: number },
): Promise<Figures> {
  const { name, draw, count, runs, nowMs } = of;
  const at = (n: number): number => createdAtMs(n, count, nowMs);
  const tookMs: number[] = [];
  const figures = { keys: 0, docs: 0, rows: 0 };
  for (let run = -WARM_UP; run < runs; run += 1) {
    const query = draw(spread(run + WARM_UP, 99, count), at, nowMs);
    const began = performance.now();
    const search = await searchOf(models, name, query, nowMs);
    const { rows } = await listSessions(models, search);
    if (run >= 0) tookMs.push(performance.now() - began);
    if (run % 10 !== 0) continue;
    const { keys, docs } = await read(models, search);
    figures.rows = Math.max(figures.rows, rows.length);
    figures.keys = Math.max(figures.keys, keys);
    figures.docs = Math.max(figures.docs, docs);
  }
  tookMs.sort((a, b) => a - b);
  const part = (share: number): number => tookMs[Math.floor(share * (tookMs.length - 1))] ?? 0;
  return { medianMs: part(0.5), p95Ms: part(0.95), ...figures };
}

async function load(models: Models, count: number, nowMs: number): Promise<void> {
  const began = performance.now();
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) =>
      recordOf(from + index, count, nowMs),
    );
    const links = batch.flatMap(({ link }) => link ?? []);
    await raw(models.sessions).insertMany(
      batch.map(({ session }) => session),
      { ordered: false },
    );
    if (links.length > 0) await raw(models.tokenLinks).insertMany(links, { ordered: false });
    if (performance.now() - began > LONGEST_MS) throw new Error('Loading takes too long');
  }
  console.log(`${String(count)} loaded in ${seconds(began)}`);
}

const seconds = (began: number): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;

interface Options {
  few: number;
  many: number;
  runs: number;
}

export async function search({ few, many, runs }: Options): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sessionkeeper-search-'));
  const mongo = await startMongo({ dataDir });
  try {
    const tables: Record<string, Figures>[] = [];
    for (const count of [few, many]) {
      const models = modelsOf(await connectModels(mongo.uriOf(`of_${String(count)}`)));
      const nowMs = Date.now();
      await syncIndexes(models);
      await load(models, count, nowMs);
      const table: Record<string, Figures> = {};
      for (const [name, draw] of Object.entries(FILTERS)) {
        table[name] = await measure(models, { name, draw, count, runs, nowMs });
      }
      tables.push(table);
      await models.connection.close();
    }
    print(tables, { few, many, runs });
  } finally {
    await mongo.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function print([few, many]: Record<string, Figures>[], options: Options): void {
  console.log(
    `Pages of ${String(PAGE)}, ${String(options.runs)} searches each; load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}.\n`,
  );
  const at = (count: number): string => count.toLocaleString('en');
  console.log(
    `| filter | median ms at ${at(options.few)} | at ${at(options.many)} | ratio | p95 ms | p95 ms | ratio | keys, documents read for a page | keys, documents | rows |`,
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const name of Object.keys(FILTERS)) {
    const [a, b] = [few?.[name], many?.[name]];
    if (a === undefined || b === undefined) continue;
    const cells = [
      name,
      a.medianMs.toFixed(1),
      b.medianMs.toFixed(1),
      (b.medianMs / a.medianMs).toFixed(2),
      a.p95Ms.toFixed(1),
      b.p95Ms.toFixed(1),
      (b.p95Ms / a.p95Ms).toFixed(2),
      `${String(a.keys)}, ${String(a.docs)}`,
      `${String(b.keys)}, ${String(b.docs)}`,
      b.rows,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
