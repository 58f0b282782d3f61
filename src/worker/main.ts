/** The worker process: runs the workflows and everything they ask of the world. */

import { pino, type Logger } from 'pino';
import { createActivities, createUpkeep, createWebhooks } from '../activities/index.ts';
import { temporalPorts } from '../activities/temporal-ports.ts';
import { payloadCodec } from '../client/payload-codec.ts';
import { connectTemporal } from '../client/temporal.ts';
import type { Config } from '../config/config.ts';
import { connectModels, modelsOf, type Models } from '../store/connection.ts';
import { sealing } from '../store/sealing.ts';
import { systemReach } from '../outgoing/target.ts';
import { watchClock } from './clock-watch.ts';
import { connectPatiently } from './connect.ts';
import { findingsCounter, installRuntime } from './runtime.ts';
import { startWorkers } from './workers.ts';

/**
 * Runs a worker until it is closed. It starts while MongoDB is away, and waits for Temporal. Should it fail for good the
 * process exits with 1, for whoever watches it to start it again.
 *
 * @returns once it takes work; `close` lets what runs end first
 */
export async function runWorker(config: Config): Promise<{ close(): Promise<void> }> {
  const log = pino({ level: config.logLevel, name: 'worker', serializers: { error: nameOf } });
  const { temporal: connect, taskQueue } = config;
  installRuntime(log, config.workerMetricsAddress);
  const models = await openModels(config, log);
  const codec = payloadCodec(config.payloadKeys);
  const temporal = connectTemporal({ ...connect, taskQueue, codec });
  const { proxy: _proxy, ...options } = connect.connectionOptions;
  const connection = await connectPatiently({ ...options, metadata: { ...options.metadata } }, log);
  const stopping = new AbortController();
  const context = {
    ...{ models, log, count: findingsCounter(), stopping: stopping.signal },
    ...temporalPorts(temporal),
    sealing: sealing([config.conversationKey]),
    reach: systemReach(config.webhookAllowedCidrs),
  };
  const activities = { ...createActivities(context), ...createUpkeep(context) };
  const webhooks = createWebhooks(context);
  const { namespace } = connect;
  const workers = await startWorkers({
    ...{ connection, namespace, taskQueue, codec },
    ...{ activities, webhooks },
  });
  workers.ended.catch((error: unknown) => {
    log.fatal({ error }, 'the worker failed and has to be started again');
    process.exit(1);
  });
  const endWatch = watchClock(models, log);
  log.info({ taskQueue }, 'the worker takes work');
  return {
    async close() {
      endWatch();
      stopping.abort();
      await workers.stop();
      await connection.close();
      await temporal.close();
      await models.connection.close();
    },
  };
}

async function openModels({ mongodbUri }: Config, log: Logger): Promise<Models> {
  const connection = await connectModels(mongodbUri, {
    onRetry: (error) => {
      log.warn({ error }, 'MongoDB cannot be reached; trying again');
    },
  });
  return modelsOf(connection);
}

/** An error's name alone: its words may quote a document. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
