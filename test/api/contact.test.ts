import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineSearchAttributeKey } from '@temporalio/common';
import { conversationId, conversationWorkflowId } from '../../src/client/identity.ts';
import { connectTemporal } from '../../src/client/temporal.ts';
import { connectModels, modelsOf } from '../../src/models/connection.ts';
import { mongoUriOf, runningApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api.close());

const NOWHERE = '127.0.0.1:1';
/** Three seconds, and what a slow machine adds: still less than two such limits one after the other. */
const THREE_SECONDS_AND_A_WHILE_MS = 5_500;
const post = (running: RunningApi, customer: string, messageId = 'm-1') =>
  running.http
    .post('/v1/channels/web/messages')
    .send({ messageId, customer: { id: customer, name: 'Ada' }, text: 'Hello?' });

describe('a message is accepted when Temporal has it, with no worker anywhere', () => {
  test('it starts the workflow of its conversation, without saying whose it is', async () => {
    const { status, body } = await post(api, '+15550100');
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
    await post(api, 'twice', 'm-1');
    await post(api, 'twice', 'm-2');
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
    const begun = performance.now();
    const { status, body } = await post(api, 'waits').set('Prefer', 'wait');
    expect([status, body.messageId]).toEqual([202, 'm-1']);
    expect(performance.now() - begun).toBeLessThan(THREE_SECONDS_AND_A_WHILE_MS);
  });
});

describe('while Temporal is away', () => {
  let lonely: RunningApi;
  const temporal = connectTemporal({
    connectionOptions: { address: NOWHERE },
    namespace: 'default',
    taskQueue: 'nobody',
  });

  beforeAll(async () => {
    lonely = await runningApi({ temporal });
  });
  afterAll(async () => {
    await temporal.close();
    await lonely.close();
  });

  test('a message is refused within three seconds, and told when to come back', async () => {
    const begun = performance.now();
    const { status, body, headers } = await post(lonely, 'c');
    expect(performance.now() - begun).toBeLessThan(THREE_SECONDS_AND_A_WHILE_MS);
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  test('lists are read all the same, and readiness says what is missing', async () => {
    expect((await lonely.http.get('/v1/sessions')).status).toBe(200);
    const { status, body } = await lonely.http.get('/readyz');
    expect(status).toBe(503);
    expect(body.dependencies.temporal).toEqual({ ready: false, detail: expect.any(String) });
    expect(body.dependencies.mongodb.ready).toBe(true);
  });
});

describe('while MongoDB is away', () => {
  let lonely: RunningApi;

  beforeAll(async () => {
    const connection = await connectModels(mongoUriOf('away'));
    await connection.close();
    lonely = await runningApi({ models: modelsOf(connection) });
  });
  afterAll(() => lonely.close());

  test('messages are accepted', async () => {
    expect((await post(lonely, 'c')).status).toBe(202);
  });

  test.each(['/v1/sessions', '/v1/agents', '/v1/settings'])('%s is not available', async (path) => {
    const begun = performance.now();
    const { status, body, headers } = await lonely.http.get(path);
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(headers['retry-after']).toBeDefined();
    expect(performance.now() - begun).toBeLessThan(THREE_SECONDS_AND_A_WHILE_MS);
  });

  test('readiness says so', async () => {
    const { status, body } = await lonely.http.get('/readyz');
    expect([status, body.dependencies.mongodb.ready]).toEqual([503, false]);
  });
});

test('a process that stops is alive and not ready', async () => {
  const stopping = await runningApi({ isStopping: () => true });
  expect((await stopping.http.get('/healthz')).status).toBe(200);
  expect((await stopping.http.get('/readyz')).status).toBe(503);
  await stopping.close();
});
