import { resolve } from 'node:path';
import { readSettings, type Environment } from '../config/config.ts';

/** Settings that `start` needs before there are servers. */
export interface StartConfig {
  /** Absolute path. */
  readonly dataDir: string;
  /** Absolute path, or null for the user's cache folder. */
  readonly cacheDir: string | null;
  /** A Temporal server to use instead of an embedded one, or null. */
  readonly temporalAddress: string | null;
  readonly namespace: string;
  readonly temporalPort: number;
  readonly temporalUiPort: number;
  /** The UI of a Temporal server that is not embedded, or null. */
  readonly temporalUiUrl: string | null;
  /** Where people reach the API when that is not its own address, or null. */
  readonly publicUrl: string | null;
  /** True when payloads are encrypted. */
  readonly encrypts: boolean;
  /** A MongoDB to use instead of an embedded one, or null. */
  readonly mongodbUri: string | null;
  readonly mongodbPort: number;
  readonly host: string;
  readonly port: number;
  /** True when no key for conversation IDs is given. */
  readonly conversationKeyMissing: boolean;
  /** True when no admin key is given. */
  readonly adminKeyMissing: boolean;
  /** The first user's, should there be none yet. */
  readonly adminEmail: string;
  /** True when no password for it is given. */
  readonly adminPasswordMissing: boolean;
  /** True when no secret of sign-ins is given. */
  readonly sessionSecretMissing: boolean;
}

/**
 * The configuration of `start`, which may have to bring servers up first.
 *
 * @throws ConfigError with a sentence for each thing that is wrong
 */
export function loadStartConfig(env: Environment): StartConfig {
  const { settings, temporal } = readSettings(env);
  const cacheDir = settings.SESSIONKEEPER_CACHE_DIR;
  return Object.freeze<StartConfig>({
    dataDir: resolve(settings.SESSIONKEEPER_DATA_DIR),
    cacheDir: cacheDir === undefined ? null : resolve(cacheDir),
    temporalAddress: temporal.connectionOptions.address ?? null,
    namespace: temporal.namespace,
    temporalPort: settings.SESSIONKEEPER_TEMPORAL_PORT,
    temporalUiPort: settings.SESSIONKEEPER_TEMPORAL_UI_PORT,
    temporalUiUrl: settings.SESSIONKEEPER_TEMPORAL_UI_URL ?? null,
    publicUrl: settings.PUBLIC_URL ?? null,
    encrypts: settings.SESSIONKEEPER_PAYLOAD_KEYS.length > 0,
    mongodbUri: settings.MONGODB_URI ?? null,
    mongodbPort: settings.SESSIONKEEPER_MONGODB_PORT,
    host: settings.HOST,
    port: settings.PORT,
    conversationKeyMissing: settings.SESSIONKEEPER_CONVERSATION_KEY === undefined,
    adminKeyMissing: settings.SESSIONKEEPER_ADMIN_KEY === undefined,
    adminEmail: settings.SESSIONKEEPER_ADMIN_EMAIL,
    adminPasswordMissing: settings.SESSIONKEEPER_ADMIN_PASSWORD === undefined,
    sessionSecretMissing: settings.SESSION_SECRET === undefined,
  });
}
