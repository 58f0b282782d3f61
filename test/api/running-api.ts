import { randomBytes } from 'node:crypto';
import type { Express } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { buildApp } from '../../src/api/app.ts';
import type { Dependencies } from '../../src/api/dependencies.ts';
import { connectTemporal, type Temporal } from '../../src/client/temporal.ts';
import { connectModels, modelsOf, syncIndexes, type Models } from '../../src/models/connection.ts';

export interface RunningApi {
  app: Express;
  models: Models;
  temporal: Temporal;
  dependencies: Dependencies;
  http: ReturnType<typeof supertest>;
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

/** The API on the real servers, with a database and a task queue of its own; nothing works on the queue. */
export async function runningApi(changes: Partial<Dependencies> = {}): Promise<RunningApi> {
  const name = `api_${randomBytes(6).toString('hex')}`;
  const connection = await connectModels(mongoUriOf(name), { waitMs: 10_000 });
  const models = modelsOf(connection);
  await syncIndexes(models);
  const temporal = connectTemporal({
    connectionOptions: { address: needed('TEST_TEMPORAL_ADDRESS') },
    namespace: 'default',
    taskQueue: name,
  });
  const dependencies: Dependencies = {
    temporal,
    models,
    conversationKey: randomBytes(32),
    temporalUiUrl: 'http://127.0.0.1:8233',
    now: Date.now,
    log: pino({ level: 'silent' }),
    isStopping: () => false,
    ...changes,
  };
  const app = buildApp(dependencies);
  return {
    app,
    models,
    temporal,
    dependencies,
    http: supertest(app),
    close: async () => {
      await temporal.close();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
