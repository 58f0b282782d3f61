import { freePort } from '../ports.ts';
import type { StartConfig } from '../start-config.ts';

/** Where each server will listen, also after it has been started again. */
export interface StackPorts {
  readonly api: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly mongodb: number;
}

const loopback = '127.0.0.1';

/**
 * Settles all ports before anything is started, so that one in use is known within a moment.
 *
 * @throws StartError naming the port and the setting that moves it
 */
export async function choosePorts(config: StartConfig): Promise<StackPorts> {
  const choose = (what: string, setting: string, host: string, port: number) =>
    freePort({ what, setting, host, port });
  const temporalGiven = config.temporalAddress !== null;
  return {
    api: await choose('the API', 'PORT', config.host, config.port),
    temporal: temporalGiven
      ? 0
      : await choose('Temporal', 'SESSIONKEEPER_TEMPORAL_PORT', loopback, config.temporalPort),
    temporalUi: temporalGiven
      ? 0
      : await choose(
          "Temporal's UI",
          'SESSIONKEEPER_TEMPORAL_UI_PORT',
          loopback,
          config.temporalUiPort,
        ),
    mongodb:
      config.mongodbUri === null
        ? await choose('MongoDB', 'SESSIONKEEPER_MONGODB_PORT', loopback, config.mongodbPort)
        : 0,
  };
}
