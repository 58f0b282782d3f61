/**
 * Workers are killed between reserving an agent and recording it: the reservation is written, its answer never comes.
 * The next worker gives the session the same agent, and what agents hold is what sessions have.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  conversationId,
  messageDigest,
  messageKey,
  newSessionId,
} from '../../src/client/identity.ts';
import { deliver } from '../../src/client/deliver.ts';
import { connectTemporal, type Temporal } from '../../src/client/temporal.ts';
import { connectModels, modelsOf, syncIndexes, type Models } from '../../src/store/connection.ts';
import { until } from '../support/until.ts';

const SESSIONS = 30;
const AGENTS = 10;
const CAPACITY = 3;
const KILLS = 5;
/** What a reservation writes, and nothing else does. */
const RESERVATION = Buffer.from('lastAssignedAt');

const name = `killed_${randomBytes(6).toString('hex')}`;
const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
let models: Models;
let temporal: Temporal;
let path: ReservationPath;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  uri.pathname = `/${name}`;
  models = modelsOf(await connectModels(uri.href, { waitMs: 40_000 }));
  await syncIndexes(models);
  temporal = connectTemporal({
    connectionOptions: { address },
    namespace: 'default',
    taskQueue: name,
    callLimitMs: 30_000,
  });
  path = await openPath(uri);
});

afterAll(async () => {
  worker?.kill('SIGKILL');
  path.close();
  await temporal.close();
  await models.connection.dropDatabase();
  await models.connection.close();
});

test('a crash between reserving and recording leaks nothing: the same agent is given, and no slot is lost', async () => {
  for (let index = 1; index <= AGENTS; index += 1) {
    const _id = `a${String(index)}`;
    await models.agents.create({ _id, name: _id, capacity: CAPACITY, presence: 'online' });
  }
  const reserved = new Map<string, string>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await heldNow();
    const stuck = path.cutAtReservation();
    worker ??= startWorker();
    if (kill === 0) await Promise.all(Array.from({ length: SESSIONS }, (_, index) => say(index)));
    await stuck;
    const written = await until('a reservation without an answer', async () => {
      const fresh = [...(await heldNow())].filter(([key]) => !before.has(key));
      return fresh.length > 0 ? fresh : null;
    });
    for (const [key, agentId] of written) reserved.set(key, agentId);
    const dead = new Promise((resolve) => worker?.once('exit', resolve));
    worker.kill('SIGKILL');
    await dead;
    worker = null;
    path.open();
  }
  worker = startWorker();
  await until('all sessions served', async () => (await servedNow()).size === SESSIONS, {
    everyMs: 500,
  });

  const held = await heldNow();
  expect(held.size).toBe(SESSIONS);
  expect(reserved.size).toBeGreaterThanOrEqual(KILLS);
  for (const [key, agentId] of reserved) expect([key, held.get(key)]).toEqual([key, agentId]);
  const served = await servedNow();
  for (const [key, agentId] of held) expect(served.get(key.split('#')[0] ?? '')).toBe(agentId);
  for (const agent of await models.agents.find().lean()) {
    expect(agent.held.filter(({ active }) => active)).toHaveLength(CAPACITY);
  }
  expect(await models.tickets.countDocuments()).toBe(0);
}, 400_000);

test('a worker killed in an activity is known by its silence, long before the activity is late', async () => {
  const timeouts = new Set<string | number | null | undefined>();
  for await (const { workflowId } of temporal.client.workflow.list({
    query: `TaskQueue = '${name}' AND WorkflowType = 'conversation'`,
  })) {
    const { events } = await temporal.client.workflow.getHandle(workflowId).fetchHistory();
    for (const { activityTaskStartedEventAttributes: started } of events ?? []) {
      const timeout = started?.lastFailure?.timeoutFailureInfo;
      if (timeout) timeouts.add(timeout.timeoutType);
    }
  }
  expect([...timeouts]).toEqual([proto.temporal.api.enums.v1.TimeoutType.TIMEOUT_TYPE_HEARTBEAT]);
});

/** Which agent holds what, by session and assignment number. */
async function heldNow(): Promise<Map<string, string>> {
  const agents = await models.agents.find().lean();
  return new Map(
    agents.flatMap(({ _id, held }) =>
      held.filter(({ active }) => active).map(({ key }): [string, string] => [key, _id]),
    ),
  );
}

/** Which agent serves, by session, as saved. */
async function servedNow(): Promise<Map<string, string | null>> {
  const active = await models.sessions.find({ status: 'active' }).lean();
  return new Map(active.map(({ _id, agentId }) => [_id, agentId]));
}

async function say(index: number): Promise<void> {
  const customer = { id: `c-${String(index)}`, name: null };
  const conversation = conversationId(name, 'web', customer.id);
  const text = 'Hello?';
  await deliver(temporal, {
    conversationId: conversation,
    channel: 'web',
    event: {
      type: 'customerMessage',
      atMs: Date.now(),
      newSessionId: newSessionId(conversation, Date.now()),
      ...{ customer, roomId: null, orderIds: [], attributes: {} },
      ...{ messageId: 'm-1', messageKey: messageKey('m-1'), text },
      digest: messageDigest({ type: 'customer' }, 'public', text),
    },
  });
}

/** A worker of the product, in a process of its own. */
function startWorker(): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js', 'worker'], {
    // The channel ends a worker whose test run was killed.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...{ PATH, HOME, LOG_LEVEL: 'silent' },
      TEMPORAL_ADDRESS: address,
      MONGODB_URI: path.uri,
      SESSIONKEEPER_TASK_QUEUE: name,
      SESSIONKEEPER_CONVERSATION_KEY: name.padEnd(32, '.'),
    },
  });
}

interface ReservationPath {
  uri: string;
  /** Lets the next reservation through and no answer after it; resolves when that has happened. */
  cutAtReservation(): Promise<void>;
  open(): void;
  close(): void;
}

/** A way to MongoDB that can be cut behind a reservation: what is asked arrives, what is answered does not. */
async function openPath(to: URL): Promise<ReservationPath> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let whenCut: (() => void) | null = null;
  const server: Server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      if (whenCut !== null && chunk.includes(RESERVATION)) {
        isCut = true;
        whenCut();
        whenCut = null;
      }
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (!isCut) near.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(to.href);
  own.port = String((server.address() as AddressInfo).port);
  return {
    uri: own.href,
    cutAtReservation: () =>
      new Promise((resolve) => {
        whenCut = resolve;
      }),
    open: () => {
      isCut = false;
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
