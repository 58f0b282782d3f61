/** A command does not wait for the store of answers; where the session has forgotten its keys, the store has the last word. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Dependencies } from '../../src/api/dependencies.ts';
import { once } from '../../src/api/http/idempotency.ts';
import { Problem } from '../../src/api/http/problem.ts';
import type { Answer, Route } from '../../src/api/http/route.ts';
import { connectModels, modelsOf } from '../../src/store/connection.ts';
import { severableWayTo, type Severable } from '../support/severable.ts';
import { until } from '../support/until.ts';
import { runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;
let way: Severable;
let connection: Connection;
let dependencies: Dependencies;

beforeAll(async () => {
  api = await runningApi();
  const { name, host, port } = api.models.connection;
  way = await severableWayTo(host, port);
  const uri = `mongodb://127.0.0.1:${String(way.port)}/${name}`;
  connection = await connectModels(uri, { waitMs: 40_000 });
  dependencies = { ...api.dependencies, models: modelsOf(connection) };
});
afterAll(async () => {
  await connection.close();
  await way.close();
  await api.close();
});

/** A command whose session answers what it is told to. */
const give = (key: string, body: object, handle: () => Promise<Answer>) =>
  once(
    dependencies,
    { keepsAnswers: true, repetition: 'workflow', handle } as unknown as Route,
    {
      ...{ params: { id: 's-1' }, query: undefined, body, headers: { 'idempotency-key': key } },
      ...{ caller: { id: 'admin-key' }, route: 'POST /v1/sessions/{id}/end' },
    } as never,
  );

const ended: Answer = { status: 200, body: { status: 'closed' } };

/** A command that was done and whose answer is kept, as a store that is slow may not do at once. */
const done = (key: string): Promise<true> =>
  until('the answer is kept', async () => {
    let isKept = true;
    await give(key, { by: 'admin' }, () => {
      isKept = false;
      return Promise.resolve(ended);
    });
    return isKept;
  });

/** The store comes back while the session, which is over, is asked. */
async function overMeanwhile(): Promise<never> {
  way.mend();
  await until('the database answers', () => connection.db?.command({ ping: 1 }));
  throw new Problem('session_closed', 'The session is closed.');
}

test('a repetition gets the first answer though the store was away when it came, and the session is over', async () => {
  await done('k-1');
  way.cut();
  expect(await give('k-1', { by: 'admin' }, overMeanwhile)).toMatchObject(ended);
});

test('another body under its key is told of that', async () => {
  await done('k-2');
  way.cut();
  await expect(give('k-2', { by: 'customer' }, overMeanwhile)).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
});

test('a command that is no repetition is refused', async () => {
  way.cut();
  await expect(give('k-3', { by: 'admin' }, overMeanwhile)).rejects.toMatchObject({
    code: 'session_closed',
  });
});
