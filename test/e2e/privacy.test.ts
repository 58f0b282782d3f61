/**
 * What customers and agents write stays out of Temporal's database when payloads are encrypted, and out of logs, IDs,
 * search attributes and summaries always (docs/operating.md, "Personal data").
 */

import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { execa } from 'execa';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { postSessionsByIdMessages, postSessionsByIdTransfer } from '../../client/sdk.gen.ts';
import type { Reply, Session } from '../../client/types.gen.ts';
import { payloadCodec } from '../../src/client/payload-codec.ts';
import { connectTemporal, type Temporal } from '../../src/client/temporal.ts';
import { defaultCacheDir } from '../../src/local/servers/cache-dir.ts';
import { silentProgress } from '../../src/local/progress.ts';
import { findTemporal } from '../../src/local/servers/temporal-binary.ts';
import { decided, type Desk } from '../support/desk.ts';
import { filesOf } from '../support/files.ts';
import { ADMIN_KEY, type Product } from '../support/product.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const KEY = { id: '2026-01', key: randomBytes(32) };

/** Each is found nowhere by chance. */
const canaries = {
  customerId: 'canary-of-the-customer-id-5d1f',
  name: 'Canary Of The Name 8c20',
  text: 'canary of the text 71be',
  attribute: 'canary of an attribute 03aa',
  reply: 'canary of a reply 9e44',
  note: 'canary of a note b6d3',
  reason: 'canary of a reason 44d8',
  endNote: 'canary of the end 2f17',
  error: 'canary of an error e05c',
};

interface Told {
  temporal: Temporal;
  session: Session;
}

/** A product of which the whole story is told. */
function useTold(encrypted: boolean): { product: Product; told: Told } {
  const told = {} as Told;
  const payloadKeys = `${KEY.id}:${KEY.key.toString('base64')}`;
  const { product, desk, atEnd } = useProduct({
    env: {
      LOG_LEVEL: 'debug',
      ...(encrypted && { SESSIONKEEPER_PAYLOAD_KEYS: payloadKeys }),
    },
    async prepare() {
      told.temporal = connectTemporal({
        connectionOptions: { address: product.temporalAddress },
        namespace: 'default',
        taskQueue: 'sessionkeeper',
        codec: encrypted ? payloadCodec([KEY]) : null,
      });
      atEnd(() => told.temporal.close());
      told.session = await tellStory(desk);
      await provokeErrors(told.temporal);
    },
  });
  return { product, told };
}

/** A session with a warning, an overdue, replies and an end. */
async function tellStory(desk: Desk): Promise<Session> {
  await desk.configure('web', { response: { limitSeconds: 2, warningSeconds: 1 } });
  await desk.staff('maya');
  const { body: landed } = await desk.landed({
    messageId: 'm-1',
    customer: { id: canaries.customerId, name: canaries.name },
    text: canaries.text,
    attributes: { plan: canaries.attribute },
  });
  const id = landed.sessionId;
  await until('overdue', async () => (await desk.session(id)).body.wait?.overdue);
  const at = { client: desk.client, path: { id } };
  const author = { type: 'agent', id: 'maya' } as const;
  const say = async (body: Omit<Reply, 'author'>) => {
    const said = { ...at, body: { author, ...body } };
    const answer = await decided((headers) => postSessionsByIdMessages({ ...said, headers }));
    expect(answer.status).toBe(200);
  };
  await say({ messageId: 'r-1', text: canaries.reply });
  await say({ messageId: 'r-2', visibility: 'note', text: canaries.note });
  const transfer = { to: { skill: 'billing' }, reason: canaries.reason };
  const moved = await decided((headers) =>
    postSessionsByIdTransfer({ ...at, headers, body: transfer }),
  );
  expect(moved.status).toBe(200);
  const end = { by: 'customer', id: canaries.customerId, note: canaries.endNote } as const;
  await desk.end(id, end);
  return until('the session is closed', async () => {
    const { body } = await desk.session(id);
    return body.status === 'closed' && body;
  });
}

/** An effect that can never succeed, and a workflow task that fails: both with the canary at hand. */
async function provokeErrors({ client }: Temporal): Promise<void> {
  const batch = { sessionId: canaries.error, records: canaries.error, view: canaries.error };
  const taskQueue = 'sessionkeeper';
  await client.workflow.start('saveOverflow', {
    ...{ workflowId: 'poisoned-effect', taskQueue },
    args: [batch],
  });
  await client.workflow.start('conversation', {
    ...{ workflowId: 'poisoned-state', taskQueue },
    args: [canaries.error],
  });
  await until(
    'a failure of the poisoned effect',
    async () => (await failuresOf(client, 'poisoned-effect')).length > 0,
  );
  await until(
    'a failure of the poisoned state',
    async () => (await failuresOf(client, 'poisoned-state')).length > 0,
  );
}

/** The words of the failures that Temporal shows of a workflow, as they are stored. */
async function failuresOf(client: Temporal['client'], workflowId: string): Promise<string[]> {
  const handle = client.workflow.getHandle(workflowId);
  const { raw } = await handle.describe();
  const pending = (raw.pendingActivities ?? []).map(({ lastFailure }) => lastFailure?.message);
  const { events } = await handle.fetchHistory();
  const failed = (events ?? []).map(
    (event) => event.workflowTaskFailedEventAttributes?.failure?.message,
  );
  return [...pending, ...failed].flatMap((message) => message ?? []);
}

/** The canaries in some bytes, as they are and in base64 at each of its three offsets. */
function found(bytes: Buffer): string[] {
  return Object.entries(canaries).flatMap(([name, canary]) => {
    const shifted = [0, 1, 2].map((offset) =>
      Buffer.from('x'.repeat(offset) + canary)
        .toString('base64')
        .slice(offset === 0 ? 0 : 4, -4),
    );
    return [canary, ...shifted].some((spelling) => bytes.includes(spelling)) ? [name] : [];
  });
}

const databaseOf = ({ dataDir }: Product): Buffer =>
  Buffer.concat(
    filesOf(dataDir)
      .filter(({ path }) => basename(path).startsWith('temporal.db'))
      .map(({ bytes }) => bytes),
  );

/** What every process wrote, and what `npm start` printed. */
function logsOf(product: Product): Buffer {
  const files = filesOf(join(product.dataDir, 'logs')).map(({ bytes }) => bytes);
  return Buffer.concat([...files, Buffer.from(product.output())]);
}

/** IDs and search attributes of every workflow, as a list shows them once it has those of the story. */
function listed({ temporal: { client }, session }: Told): Promise<Buffer> {
  const expected = [`chat/${session.conversationId}`, 'poisoned-effect', 'poisoned-state'];
  return until('every run is listed', async () => {
    const ids = new Set<string>();
    const rows: unknown[] = [];
    for await (const { workflowId, raw } of client.workflow.list()) {
      ids.add(workflowId);
      rows.push(raw);
    }
    if (!expected.every((id) => ids.has(id))) return null;
    return Buffer.from(JSON.stringify(rows) + JSON.stringify(rows.map(textsIn)));
  });
}

/** Texts that lie in payloads, at any depth. */
function textsIn(value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.values(value).map(textsIn);
}

/** The summaries of a session's workflow, of its timers and activities, and its current details. */
async function summaries({ temporal, session }: Told): Promise<string[]> {
  const handle = temporal.client.workflow.getHandle(`chat/${session.conversationId}`);
  const { staticSummary, staticDetails } = await handle.describe();
  const summary = async () => (await staticSummary()) ?? '';
  const { events } = await handle.fetchHistory();
  const ofEvents = (events ?? []).flatMap(({ userMetadata }) => userMetadata?.summary ?? []);
  const codec = payloadCodec([KEY])!;
  const texts = (await codec.decode(ofEvents)).map((payload) =>
    defaultPayloadConverter.fromPayload<string>(payload),
  );
  const details = await until('the workflow answers a query', () =>
    handle.query('__temporal_workflow_metadata'),
  );
  return [await summary(), (await staticDetails()) ?? '', ...texts, JSON.stringify(details)];
}

describe.each([
  ['in clear', false],
  ['encrypted', true],
])('with payloads %s', (_how, encrypted) => {
  const { product, told } = useTold(encrypted);

  test(`Temporal's database ${encrypted ? 'has nothing' : 'has all'} of what was written`, () => {
    const all = Object.keys(canaries).sort();
    expect(found(databaseOf(product)).sort()).toEqual(encrypted ? [] : all);
  });

  test('no log has any of it', () => {
    const logs = logsOf(product);
    expect(logs.includes('the worker takes work')).toBe(true);
    expect(found(logs)).toEqual([]);
  });

  test('no workflow ID and no search attribute has any of it', async () => {
    expect(found(await listed(told))).toEqual([]);
  });

  test('no summary and no details have any of it', async () => {
    const texts = await summaries(told);
    expect(texts).toContainEqual(expect.stringContaining('Chat on web'));
    expect(texts).toContainEqual(expect.stringMatching(/^warning at /));
    expect(found(Buffer.from(texts.join('\n')))).toEqual([]);
  });

  test(`the words of failures are ${encrypted ? 'encrypted' : 'readable'}`, async () => {
    const { client } = told.temporal;
    const words = [
      ...(await failuresOf(client, 'poisoned-effect')),
      ...(await failuresOf(client, 'poisoned-state')),
    ];
    expect(new Set(words)).toEqual(
      new Set(
        encrypted
          ? ['Encoded failure']
          : ['Failed unexpectedly (TypeError)', 'The state of this conversation cannot be read.'],
      ),
    );
  });

  test(`Temporal's own tools read it${encrypted ? ' through the codec endpoint only' : ''}`, async () => {
    const { session } = told;
    const search = { cacheDir: defaultCacheDir(), progress: silentProgress };
    const command = await findTemporal(search);
    const show = async (...more: string[]) => {
      const workflowId = `chat/${session.conversationId}`;
      const at = ['--address', product.temporalAddress, '--workflow-id', workflowId];
      const { stdout } = await execa(command, ['workflow', 'show', '--detailed', ...at, ...more]);
      return stdout;
    };
    const endpoint = ['--codec-endpoint', `${product.api}/v1/codec`];
    expect((await show()).includes(canaries.text)).toBe(!encrypted);
    const auth = ['--codec-auth', `Bearer ${ADMIN_KEY}`];
    expect(await show(...endpoint, ...auth)).toContain(canaries.text);
  });
});
