import { noopMetricMeter } from '@temporalio/common';
import { randomBytes } from 'node:crypto';
import type { Express } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { buildApp } from '../../src/api/app.ts';
import { EventStreams } from '../../src/api/events/event-streams.ts';
import type { Dependencies } from '../../src/api/dependencies.ts';
import { Keyring } from '../../src/api/callers/keyring.ts';
import { Rates } from '../../src/api/callers/rates.ts';
import { connectTemporal, type Temporal } from '../../src/client/temporal.ts';
import type { Settings } from '../../src/core/settings.ts';
import { sealing } from '../../src/store/sealing.ts';
import { systemReach } from '../../src/outgoing/target.ts';
import { connectModels, modelsOf, syncIndexes, type Models } from '../../src/store/connection.ts';
import { countRetry } from '../support/retries.ts';

/** What tests look at in answers, whichever call they come from. */
export interface Body extends Record<string, unknown> {
  id: string;
  code: string;
  errors: { path: string; code: string; message: string; channel?: string }[];
  items: { id: string; what: string; version: number; sequence: number }[];
  nextCursor: string | null;
  version: number;
  settings: Settings;
  overrides: object;
  effective: Settings;
  presence: string;
  presenceSince: string;
  name: string;
  key: string;
  messageId: string;
  offer: unknown;
  workflow: unknown;
  dependencies: Record<'temporal' | 'mongodb' | 'clock', { ready: boolean }>;
}

interface Asked extends PromiseLike<Omit<supertest.Response, 'body'> & { body: Body }> {
  set(header: string, value: string): Asked;
  serialize(as: (value: unknown) => string): Asked;
  send(body?: object | string): Asked;
}

/** Calls by method and path. */
export type Http = Record<
  'get' | 'post' | 'put' | 'patch' | 'delete' | 'options',
  (path: string) => Asked
>;

export interface RunningApi {
  app: Express;
  models: Models;
  temporal: Temporal;
  dependencies: Dependencies;
  /** Calls of an admin. */
  http: Http;
  /** Calls with another key, or with none. */
  as(key: string | null): Http;
  close(): Promise<void>;
}

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the test servers are not running`);
  return value;
}

export const mongoUriOf = (database: string): string => {
  const uri = new URL(needed('TEST_MONGODB_URI'));
  uri.pathname = `/${database}`;
  return uri.href;
};

/** What is not about rates is not limited by them. */
const PLENTY = { perSecond: 1_000_000, burst: 1_000_000 };

export const ADMIN_KEY = `sk_${'a'.repeat(32)}`;
/** As links to the API begin. */
export const PUBLIC_URL = 'https://chat.example';

/** A machine that stands still makes callers wait longer than they are held, which no test but those of the limits is about. */
const PATIENCE_MS = 60_000;
const MOST_REPEATS = 2;

/** Calls that are made again where the answer is that there was none in time; of these a whole run may have a few. */
export const asking = (app: Express) =>
  supertest.agent(app).retry(MOST_REPEATS, (_error: unknown, answer?: supertest.Response) => {
    if (answer?.status !== 503) return false;
    countRetry('503 in API tests');
    return true;
  });

const bearing = <T extends { set(header: string, value: string): T }>(
  calls: T,
  key: string | null,
): T => (key === null ? calls : calls.set('authorization', `Bearer ${key}`));

/** Every call with a credential; a test that brings another one sets the header again. */
export const callsWith = (app: Express, key: string | null): Http => bearing(asking(app), key);

/** The same, for tests in which something is away: each call is made once. */
export const callsOnce = (app: Express, key: string | null): Http =>
  bearing(supertest.agent(app), key);

/** The API on the real servers, with a database and a task queue of its own; nothing works on the queue. */
export async function runningApi(changes: Partial<Dependencies> = {}): Promise<RunningApi> {
  const name = `api_${randomBytes(6).toString('hex')}`;
  const connection = await connectModels(mongoUriOf(name), { waitMs: PATIENCE_MS });
  const models = modelsOf(connection);
  await syncIndexes(models);
  const temporal = connectTemporal({
    connectionOptions: { address: needed('TEST_TEMPORAL_ADDRESS') },
    namespace: 'default',
    taskQueue: name,
    callLimitMs: PATIENCE_MS,
  });
  const log = pino({ level: 'error' }, pino.destination(2));
  const events = new EventStreams({ models, log });
  const dependencies: Dependencies = {
    temporal,
    models,
    events,
    adminKey: ADMIN_KEY,
    keyring: new Keyring(models, changes.now ?? Date.now),
    sessionSecret: randomBytes(32).toString('hex'),
    openIdProvider: null,
    conversationKey: randomBytes(32),
    sealing: sealing([randomBytes(32).toString('hex')]),
    publicUrl: () => PUBLIC_URL,
    reach: systemReach(['127.0.0.0/8']),
    temporalUiUrl: 'http://127.0.0.1:8233',
    codec: null,
    rates: new Rates({ key: PLENTY, address: PLENTY, conversation: PLENTY }, Date.now),
    corsOrigins: [],
    trustedProxies: [],
    now: Date.now,
    log,
    meter: noopMetricMeter,
    readMetrics: () => Promise.resolve(''),
    isStopping: () => false,
    ...changes,
  };
  const app = buildApp(dependencies);
  return {
    app,
    models,
    temporal,
    dependencies,
    http: callsWith(app, ADMIN_KEY),
    as: (key) => callsWith(app, key),
    close: async () => {
      events.close();
      await temporal.close();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
