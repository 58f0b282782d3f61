/** Webhooks on the real servers: a database, a queue and a worker of their own, and receivers on loopback. */

import { afterAll, beforeAll } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection, Worker } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { createActivities, createWebhooks } from '../../../src/activities/index.ts';
import type { WebhookContext } from '../../../src/activities/index.ts';
import { temporalPorts } from '../../../src/activities/temporal-ports.ts';
import { Dispatcher } from '../../../src/activities/webhooks/dispatch.ts';
import { retryDelivery } from '../../../src/client/webhooks.ts';
import type { Temporal } from '../../../src/client/temporal.ts';
import type { SavedRecord } from '../../../src/contract/activities.ts';
import { connectModels, modelsOf, syncIndexes } from '../../../src/store/connection.ts';
import { deliveryId, type DeliveryDocument } from '../../../src/store/webhooks/delivery-schema.ts';
import { nextPosition } from '../../../src/store/events/schema.ts';
import { raw } from '../../../src/store/raw.ts';
import { sealing } from '../../../src/store/sealing.ts';
import type { WebhookDocument } from '../../../src/store/webhooks/schema.ts';
import { systemReach } from '../../../src/outgoing/target.ts';
import { batch, view } from '../../activities/support/records.ts';
import { Receiver } from '../../support/receiver.ts';
import { workflowBundle } from './bundle.ts';
import { until } from '../../support/until.ts';
import { skippingServer } from './skipping-server.ts';
import { clientOf } from './stage.ts';
import './workers.ts';

export class WebhookStage {
  readonly context: WebhookContext;
  readonly temporal: Temporal;
  readonly receivers: Receiver[] = [];
  readonly logged: { facts: object; sentence: string }[] = [];
  readonly #connection: NativeConnection;
  readonly #environment: TestWorkflowEnvironment | null;
  #worker: { stop(): Promise<void> } | null = null;

  private constructor(
    context: Omit<WebhookContext, 'log' | 'deliveries' | 'client'>,
    temporal: Temporal,
    server: { connection: NativeConnection; environment: TestWorkflowEnvironment | null },
  ) {
    const note = (facts: object, sentence: string): void => {
      this.logged.push({ facts, sentence });
    };
    this.context = { ...context, ...temporalPorts(temporal), log: { info: note, warn: note } };
    this.temporal = temporal;
    this.#connection = server.connection;
    this.#environment = server.environment;
  }

  /** @param skipping on a server that lets time pass when it is asked to */
  static async start(skipping: boolean): Promise<WebhookStage> {
    const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
    uri.pathname = `/webhooks-${randomUUID()}`;
    const models = modelsOf(await connectModels(uri.href, { waitMs: 40_000 }));
    await syncIndexes(models);
    const environment = skipping ? await skippingServer() : null;
    const address = environment?.address ?? process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
    const connection =
      environment?.nativeConnection ?? (await NativeConnection.connect({ address }));
    const context = {
      models,
      sealing: sealing([randomBytes(32).toString('hex')]),
      reach: systemReach(['127.0.0.0/8']),
      // An endpoint that hangs does so for longer than any test takes.
      limits: { connectMs: 300_000, wholeMs: 300_000 },
      stopping: new AbortController().signal,
    };
    return new WebhookStage(context, clientOf(address), { connection, environment });
  }

  async startWorker(): Promise<void> {
    const worker = await Worker.create({
      connection: this.#connection,
      namespace: 'default',
      taskQueue: `${this.temporal.taskQueue}-webhooks`,
      workflowBundle: await workflowBundle(),
      activities: { ...createWebhooks(this.context) },
      shutdownGraceTime: '1s',
      shutdownForceTime: '60s',
    });
    const running = worker.run();
    this.#worker = {
      async stop() {
        worker.shutdown();
        await running;
      },
    };
  }

  async stopWorker(): Promise<void> {
    await this.#worker?.stop();
    this.#worker = null;
  }

  /** A receiver with a webhook that leads to it. */
  async webhook(changes: Partial<WebhookDocument> = {}): Promise<[Receiver, WebhookDocument]> {
    const receiver = await Receiver.start();
    this.receivers.push(receiver);
    const _id = `wh_${randomUUID()}`;
    const secret = newSecret();
    receiver.secrets = [secret];
    const document: WebhookDocument = {
      _id,
      url: receiver.url,
      eventTypes: [],
      channels: [],
      secrets: [
        { sealed: this.context.sealing.seal('webhook secret', _id, secret), expiresAt: null },
      ],
      enabled: true,
      offReason: null,
      lastAcceptedAt: null,
      createdAt: new Date(),
      since: nextPosition(),
      ...changes,
    };
    await raw(this.context.models.webhooks).insertOne(document);
    return [receiver, document];
  }

  /** Saves events of a session, as its workflow does. */
  async save(sessionId: string, records: SavedRecord[], channel = 'web'): Promise<void> {
    const activities = createActivities(this.context);
    const conversationId = `c-${sessionId}`;
    const last = records.at(-1)?.sequence ?? 1;
    const projection = view(last, { id: sessionId, conversationId, channel });
    await activities.save(batch({ sessionId, conversationId, channel, records, view: projection }));
  }

  /** Goes through the log of events once, as the dispatching run does again and again. */
  async dispatch(dispatcher = new Dispatcher(this.context)): Promise<void> {
    while ((await dispatcher.turn()) === 'more');
  }

  async delivery({ _id }: WebhookDocument, eventId: string): Promise<DeliveryDocument> {
    const found = await raw(this.context.models.deliveries).findOne({
      _id: deliveryId(_id, eventId),
    });
    if (found === null) throw new Error(`There is no delivery of ${eventId}`);
    return found;
  }

  async deliveries(webhook: WebhookDocument): Promise<DeliveryDocument[]> {
    return raw(this.context.models.deliveries)
      .find({ webhookId: webhook._id })
      .sort({ createdAt: 1, _id: 1 })
      .toArray();
  }

  async reread({ _id }: WebhookDocument): Promise<WebhookDocument> {
    const found = await raw(this.context.models.webhooks).findOne({ _id });
    if (found === null) throw new Error('The webhook is gone');
    return found;
  }

  /** Waits until every delivery to an endpoint satisfies a condition. */
  async all(
    webhook: WebhookDocument,
    what: string,
    holds: (delivery: DeliveryDocument) => boolean,
  ): Promise<DeliveryDocument[]> {
    return until(what, async () => {
      const found = await this.deliveries(webhook);
      return found.length > 0 && found.every(holds) ? found : null;
    });
  }

  async retry(
    { _id }: WebhookDocument,
    { eventId, type, sessionId }: DeliveryDocument,
  ): Promise<void> {
    await retryDelivery(this.temporal, { webhookId: _id, eventId, type, sessionId });
  }

  /** Lets time pass for all deliveries. */
  async pass(seconds: number): Promise<void> {
    await this.#environment?.sleep(seconds * 1_000);
  }

  /** Epoch milliseconds of the server that lets time pass. */
  async now(): Promise<number> {
    return (await this.#environment?.currentTimeMs()) ?? Date.now();
  }

  async close(): Promise<void> {
    for (const receiver of this.receivers) receiver.close();
    await this.stopWorker();
    await this.temporal.close();
    if (this.#environment) await this.#environment.teardown();
    else await this.#connection.close();
    await this.context.models.connection.dropDatabase();
    await this.context.models.connection.close();
  }
}

export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** A stage for the tests of one file. */
export function webhookStage({ skipping = false } = {}): () => WebhookStage {
  let stage: WebhookStage | undefined;
  beforeAll(async () => {
    stage = await WebhookStage.start(skipping);
    await stage.startWorker();
  });
  afterAll(() => stage?.close());
  return () => stage!;
}
