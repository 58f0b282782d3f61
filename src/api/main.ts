import { pino } from 'pino';
import { payloadCodec } from '../client/payload-codec.ts';
import { connectTemporal } from '../client/temporal.ts';
import { ConfigError, type Config } from '../config/config.ts';
import { startExporter } from '../metrics/exporter.ts';
import { connectModels, modelsOf } from '../store/connection.ts';
import { sealing } from '../store/sealing.ts';
import { systemReach } from '../outgoing/target.ts';
import { buildApp } from './app.ts';
import { Keyring } from './callers/keyring.ts';
import { openIdProvider } from './sign-in/openid-provider.ts';
import { signInReady } from './callers/sign-in-settings.ts';
import { EventStreams } from './events/event-streams.ts';
import { Rates } from './callers/rates.ts';
import { drain, limitedServer, listen } from './http/server.ts';

interface RunningApi {
  /** Under which it is reached, without a slash at its end. */
  address: string;
  close(): Promise<void>;
}

/**
 * Runs the API until it is closed. It starts, and answers 503, while Temporal or MongoDB are away.
 *
 * @throws ConfigError with one sentence when it cannot listen
 */
export async function runApi(config: Config): Promise<RunningApi> {
  const log = pino({ level: config.logLevel, name: 'api' });
  const codec = payloadCodec(config.payloadKeys);
  const temporal = connectTemporal({ ...config.temporal, taskQueue: config.taskQueue, codec });
  const connection = await connectModels(config.mongodbUri, {
    onRetry: (error) => {
      log.warn({ error: error.name }, 'MongoDB cannot be reached; trying again');
    },
  });
  const models = modelsOf(connection);
  const metrics = await startExporter();
  let stopping = false;
  let listensAt = '';
  const publicUrl = (): string => config.publicUrl ?? listensAt;
  const events = new EventStreams({ models, log });
  const app = buildApp({
    temporal,
    models,
    events,
    adminKey: config.adminKey,
    keyring: new Keyring(models, Date.now),
    sessionSecret: config.sessionSecret,
    openIdProvider: config.openId === null ? null : openIdProvider(config.openId),
    conversationKey: config.conversationKey,
    sealing: sealing([config.conversationKey]),
    publicUrl,
    reach: systemReach(config.webhookAllowedCidrs),
    temporalUiUrl: config.temporalUiUrl,
    codec,
    rates: new Rates(config.rates, Date.now),
    corsOrigins: config.corsOrigins,
    trustedProxies: config.trustedProxies,
    meter: metrics.meter,
    readMetrics: metrics.read,
    now: Date.now,
    log,
    isStopping: () => stopping,
  });
  const server = limitedServer(app);
  const closeConnections = async (): Promise<void> => {
    await temporal.close();
    await connection.close();
  };
  try {
    const address = await listen(server, config.host, config.port);
    listensAt = address;
    log.info({ address }, 'the API listens');
    const ready = signInReady({ sessionSecret: config.sessionSecret, publicUrl });
    if (typeof ready === 'string') log.warn(ready);
    const close = async (): Promise<void> => {
      stopping = true;
      events.close();
      await drain(server);
      await closeConnections();
    };
    return { address, close };
  } catch (error) {
    await closeConnections();
    throw new ConfigError([whyNotListening(error, config)]);
  }
}

function whyNotListening(error: unknown, { host, port }: Config): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const where = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE') {
    return `Port ${String(port)} is in use on ${host}: stop what listens there, or set PORT to another one, or to 0 for any free one.`;
  }
  if (code === 'EACCES') return `The API may not listen on ${where}: set PORT to 1024 or above.`;
  return `The API cannot listen on ${where} (${code}): set HOST and PORT to an address of this machine.`;
}
