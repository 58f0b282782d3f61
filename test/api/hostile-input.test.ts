/**
 * Whatever is put into a field, or beside it, reaches the database as a value or not at all. Made from the route table:
 * every body, every parameter.
 */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { buildApp } from '../../src/api/app.ts';
import { Keyring } from '../../src/api/callers/keyring.ts';
import { connectModels, modelsOf } from '../../src/store/connection.ts';
import { CALLS, countStored, pathOf, type Json } from './documented-calls.ts';
import {
  ADMIN_KEY,
  callsWith,
  mongoUriOf,
  runningApi,
  type Http,
  type RunningApi,
} from './running-api.ts';

/** Operators of our own queries. Those of the corpus that are among them come with values that ours never have. */
const OURS = new Set(
  '$and $or $in $ne $gt $gte $lt $lte $set $setOnInsert $unset $push $pull $inc $max $min $each $slice $exists $type $match $sort $group $first $project $limit $cond $eq $ifNull $literal $documents $elemMatch $not $expr $setWindowFields $documentNumber'.split(
    ' ',
  ),
);
const OPERATORS: Json[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: '1' },
  { $in: ['injected'] },
  ['injected'],
  { 'a.b': 'injected' },
];
const EXTRA = [
  'role',
  'status',
  'agentId',
  '_id',
  '__v',
  '$where',
  'customer.id',
  'constructor',
  'prototype',
];

let api: RunningApi;
let connection: Connection;
let http: Http;
const commands: object[] = [];

beforeAll(async () => {
  api = await runningApi();
  const uri = new URL(mongoUriOf(api.models.connection.name));
  uri.searchParams.set('monitorCommands', 'true');
  connection = await connectModels(uri.href, { waitMs: 60_000 });
  connection.getClient().on('commandStarted', ({ command }: { command: object }) => {
    commands.push(command);
  });
  const models = modelsOf(connection);
  const keyring = new Keyring(models, Date.now);
  http = callsWith(buildApp({ ...api.dependencies, models, keyring }), ADMIN_KEY);
  await http.post('/v1/agents').send({ id: 'maya', name: 'Maya' });
});
afterAll(async () => {
  await connection.close();
  await api.close();
});

/** The value with each of its scalars replaced in turn. */
function replaced(value: Json, by: Json): Json[] {
  if (Array.isArray(value)) {
    return value.flatMap((part, at) => replaced(part, by).map((other) => value.with(at, other)));
  }
  if (typeof value !== 'object' || value === null) return [by];
  return Object.entries(value).flatMap(([key, part]) =>
    replaced(part, by).map((other) => ({ ...value, [key]: other })),
  );
}

/** Keys that MongoDB would take for operators, with their values. */
function operatorsIn(value: unknown): [string, unknown][] {
  if (
    typeof value !== 'object' ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  ) {
    return Array.isArray(value) ? value.flatMap(operatorsIn) : [];
  }
  return Object.entries(value).flatMap(([key, part]): [string, unknown][] => [
    ...(key.startsWith('$') && key !== '$db' ? [[key, part] as [string, unknown]] : []),
    ...operatorsIn(part),
  ]);
}

function expectNothingOfTheCorpus(): void {
  const seen = commands.splice(0).flatMap(operatorsIn);
  expect(seen.filter(([name]) => !OURS.has(name))).toEqual([]);
  expect(seen.filter(([name, value]) => name === '$gt' && value === '')).toEqual([]);
  expect(JSON.stringify(seen)).not.toContain('injected');
}

const stored = (): Promise<number> => countStored(api);

test('the monitor sees every operator that the database is asked with', async () => {
  commands.length = 0;
  expect((await http.get('/v1/keys?limit=1')).status).toBe(200);
  expect((await http.get('/v1/sessions?createdAfter=2026-01-01T00:00:00Z')).status).toBe(200);
  expect(commands.flatMap(operatorsIn).map(([name]) => name)).toContain('$gt');
});

const withBody = CALLS.flatMap((call) => (call.body === null ? [] : [{ ...call, ...call.body }]));

describe.each(withBody)('$name', (call) => {
  const { method, example, schema } = call;
  const send = (body: unknown) =>
    http[method](pathOf(call))
      .set('content-type', 'application/json')
      .send(body as object);

  test('refuses an operator in place of any value, and stores nothing', async () => {
    const before = await stored();
    commands.length = 0;
    for (const operator of OPERATORS) {
      for (const body of replaced(example, operator)) {
        const { status } = await send(body);
        expect([status, body]).toEqual([422, body]);
      }
    }
    expectNothingOfTheCorpus();
    expect(await stored()).toBe(before);
  });

  test('refuses every field that is not listed', async () => {
    const before = await stored();
    for (const field of EXTRA) {
      if (field in (example as object) || field in (schema.properties ?? {})) continue;
      const { status, body } = await send({ ...(example as object), [field]: 'injected' });
      expect([field, status]).toEqual([field, 422]);
      expect(body.errors).toContainEqual({
        path: field,
        code: 'unknown_field',
        message: expect.any(String),
      });
    }
    expect(await stored()).toBe(before);
  });
});

describe.each(CALLS.filter(({ method }) => method === 'get'))('$name', (call) => {
  const { path, parameters } = call;
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name);

  test('refuses operators in the query, and parameters given twice', async () => {
    commands.length = 0;
    for (const name of [...names, 'id']) {
      for (const query of [
        `${name}[$ne]=1`,
        `${name}[$gt]=`,
        `${name}[]=a`,
        `${name}.$where=1`,
        `${name}=1&${name}=1`,
      ]) {
        const { status } = await http.get(`${pathOf(call)}?${query}`);
        // A provider may hand over parameters of its own, whose names say nothing to us.
        const isForeign = path === '/v1/auth/oidc/callback' && !query.includes('&');
        expect([query, status]).toEqual([query, isForeign ? 403 : 422]);
      }
    }
    expectNothingOfTheCorpus();
  });

  test('takes an operator in its path for a name', async () => {
    if (!path.includes('{')) return;
    commands.length = 0;
    for (const operator of OPERATORS) {
      const place = pathOf(call, encodeURIComponent(JSON.stringify(operator)));
      const { status } = await http.get(`${place}?no-such-parameter=1`);
      expect(status).toBe(422);
      if (path === '/v1/events') continue;
      expect([200, 404]).toContain((await http.get(place)).status);
    }
    const seen = commands.flatMap(operatorsIn);
    expect(seen.filter(([name]) => !OURS.has(name))).toEqual([]);
  });
});
