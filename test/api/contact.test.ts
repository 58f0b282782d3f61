import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineSearchAttributeKey } from '@temporalio/common';
import { conversationId, conversationWorkflowId } from '../../src/client/identity.ts';
import { connectTemporal } from '../../src/client/temporal.ts';
import { connectModels, modelsOf } from '../../src/store/connection.ts';
import { buildApp } from '../../src/api/app.ts';
import { inTime } from '../support/retries.ts';
import { until } from '../support/until.ts';
import {
  ADMIN_KEY,
  callsOnce,
  mongoUriOf,
  runningApi,
  type Http,
  type RunningApi,
} from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());

const NOWHERE = '127.0.0.1:1';
/** Three seconds, and what a slow machine adds: still less than two such limits one after the other. */
const THREE_SECONDS_AND_A_WHILE_MS = 5_500;
/** Without an answer of Temporal a call waits as long as the product has it wait. */
const away = connectTemporal({
  connectionOptions: { address: NOWHERE },
  namespace: 'default',
  taskQueue: 'nobody',
});

const post = (http: Http, customer: string, messageId = 'm-1') =>
  http
    .post('/v1/channels/web/messages')
    .send({ messageId, customer: { id: customer, name: 'Ada' }, text: 'Hello?' });

describe('a message is accepted when Temporal has it, with no worker anywhere', () => {
  test('it starts the workflow of its conversation, without saying whose it is', async () => {
    const { status, body } = await post(api.http, '+15550100');
    const conversation = conversationId(api.dependencies.conversationKey, 'web', '+15550100');
    expect(status).toBe(202);
    expect(body).toEqual({ conversationId: conversation, messageId: 'm-1' });
    const workflowId = conversationWorkflowId(conversation);
    const handle = api.temporal.client.workflow.getHandle(workflowId);
    const found = await handle.describe();
    expect(found.type).toBe('conversation');
    const attributes = found.typedSearchAttributes;
    expect(attributes.get(defineSearchAttributeKey('Channel', 'KEYWORD'))).toBe('web');
    expect(attributes.get(defineSearchAttributeKey('SessionId', 'KEYWORD'))).toMatch(
      new RegExp(`^${conversation}-`),
    );
    expect(await found.staticSummary()).toMatch(/^Chat on web/);
    const start = (await handle.fetchHistory()).events?.[0]
      ?.workflowExecutionStartedEventAttributes;
    expect(JSON.stringify(start)).not.toContain('5550100');
  });

  test('more messages go to the same run', async () => {
    await post(api.http, 'twice', 'm-1');
    await post(api.http, 'twice', 'm-2');
    const conversation = conversationId(api.dependencies.conversationKey, 'web', 'twice');
    const handle = api.temporal.client.workflow.getHandle(conversationWorkflowId(conversation));
    const { events } = await handle.fetchHistory();
    const signals = (events ?? []).filter(
      (event) => event.workflowExecutionSignaledEventAttributes,
    );
    expect(signals).toHaveLength(2);
  });

  test('names of two hundred emoji stand in nobody’s way', async () => {
    const channel = encodeURIComponent('🦊'.repeat(200));
    const { status } = await api.http.post(`/v1/channels/${channel}/messages`).send({
      messageId: '🦊'.repeat(200),
      customer: { id: '🦊'.repeat(200) },
      text: '🦊'.repeat(16_384),
    });
    expect(status).toBe(202);
  });

  test('half an emoji becomes a replacement character', async () => {
    const { status } = await api.http
      .post('/v1/channels/web/messages')
      .set('Content-Type', 'application/json')
      .send('{"messageId":"m-1","customer":{"id":"half"},"text":"a\\ud83e"}');
    expect(status).toBe(202);
    const conversation = conversationId(api.dependencies.conversationKey, 'web', 'half');
    const handle = api.temporal.client.workflow.getHandle(conversationWorkflowId(conversation));
    const { events } = await handle.fetchHistory();
    const signal = events?.find((event) => event.workflowExecutionSignaledEventAttributes);
    const payload = signal?.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]?.data;
    expect(JSON.parse(Buffer.from(payload ?? []).toString('utf8'))).toMatchObject({
      text: 'a\uFFFD',
    });
  });

  test('who waits for a verdict is told after three seconds that there is none yet', async () => {
    const temporal = { ...api.temporal, callLimitMs: away.callLimitMs };
    const http = callsOnce(buildApp({ ...api.dependencies, temporal }), ADMIN_KEY);
    const { status, body } = await inTime(THREE_SECONDS_AND_A_WHILE_MS, () =>
      post(http, 'waits').set('Prefer', 'wait'),
    );
    expect([status, body.messageId]).toEqual([202, 'm-1']);
  });
});

describe('while Temporal is away', () => {
  let lonely: RunningApi;
  let http: Http;

  beforeAll(async () => {
    lonely = await runningApi({ temporal: away });
    http = callsOnce(lonely.app, ADMIN_KEY);
  });
  afterAll(async () => {
    await away.close();
    await lonely.close();
  });

  test('a message is refused within three seconds, and told when to come back', async () => {
    const { status, body, headers } = await inTime(THREE_SECONDS_AND_A_WHILE_MS, () =>
      post(http, 'c'),
    );
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  test('lists are read all the same, and readiness says what is missing', async () => {
    expect((await lonely.http.get('/v1/sessions')).status).toBe(200);
    // Of MongoDB it may have to be asked again, as of anything that is slow to answer.
    const { status, body } = await until('MongoDB is ready', async () => {
      const answer = await http.get('/readyz');
      expect(answer.status).toBe(503);
      return answer.body.dependencies.mongodb.ready ? answer : null;
    });
    expect(status).toBe(503);
    expect(body.dependencies.temporal).toEqual({ ready: false, detail: expect.any(String) });
  });
});

describe('while MongoDB is away', () => {
  let lonely: RunningApi;
  let http: Http;

  beforeAll(async () => {
    const connection = await connectModels(mongoUriOf('away'), { waitMs: 60_000 });
    await connection.close();
    lonely = await runningApi({ models: modelsOf(connection) });
    http = callsOnce(lonely.app, ADMIN_KEY);
  });
  afterAll(() => lonely.close());

  test('messages are accepted', async () => {
    expect((await post(lonely.http, 'c')).status).toBe(202);
  });

  test.each(['/v1/sessions', '/v1/agents', '/v1/settings'])('%s is not available', async (path) => {
    const { status, body, headers } = await inTime(THREE_SECONDS_AND_A_WHILE_MS, () =>
      http.get(path),
    );
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(headers['retry-after']).toBeDefined();
  });

  test('readiness says so', async () => {
    const { status, body } = await http.get('/readyz');
    expect([status, body.dependencies.mongodb.ready]).toEqual([503, false]);
  });
});

test('a process that stops is alive and not ready', async () => {
  const stopping = await runningApi({ isStopping: () => true });
  expect((await stopping.http.get('/healthz')).status).toBe(200);
  expect((await callsOnce(stopping.app, null).get('/readyz')).status).toBe(503);
  await stopping.close();
});
