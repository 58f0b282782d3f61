import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { closestMatch } from 'leven';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  cidrs,
  issuer,
  most,
  origins,
  payloadKeys,
  port,
  secret,
  socketAddress,
  webUrl,
} from './values.ts';

/** Names everything that is wrong with the environment, a sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface Config {
  /** For connections of `@temporalio/client` and `@temporalio/worker`. */
  readonly temporal: {
    readonly connectionOptions: ClientConnectConfig['connectionOptions'] & { address: string };
    readonly namespace: string;
  };
  readonly taskQueue: string;
  readonly mongodbUri: string;
  /** Where the API listens; port 0 is any free one. */
  readonly host: string;
  readonly port: number;
  /** The address under which people reach the API, without a slash at its end; null: where it listens. */
  readonly publicUrl: string | null;
  /** Base of the links to workflows in Temporal's UI, without a slash at its end; null when there is none. */
  readonly temporalUiUrl: string | null;
  readonly logLevel: LogLevel;
  /** Key of the hash that makes conversation IDs. */
  readonly conversationKey: string;
  /** The first encrypts what Temporal keeps, all decrypt; none: it is in clear. */
  readonly payloadKeys: readonly { readonly id: string; readonly key: Uint8Array }[];
  readonly sessionSecret: string | null;
  readonly adminKey: string | null;
  /** How many requests a second, and at once. */
  readonly rates: Record<'key' | 'address' | 'conversation', { perSecond: number; burst: number }>;
  /** Origins whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[];
  /** Networks, in CIDR notation, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** `host:port` on which a worker exports metrics; null: nowhere. */
  readonly workerMetricsAddress: string | null;
  /** The first user, made by setup where there is none. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | null;
  /** The OpenID provider that people may sign in at. */
  readonly openId: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } | null;
  /** Private networks, in CIDR notation, that webhooks may be sent to. */
  readonly webhookAllowedCidrs: readonly string[];
}

export type LogLevel = (typeof logLevels)[number];
type Settings = z.infer<typeof schema>;
export type Environment = Readonly<Record<string, string | undefined>>;
type TemporalSettings = Pick<Config['temporal'], 'namespace'> &
  Pick<ClientConnectConfig, 'connectionOptions'>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every variable of ours that there is. */
const schema = z.object({
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  PORT: port(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: webUrl.optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  SESSION_SECRET: secret.optional(),
  SESSIONKEEPER_ADMIN_EMAIL: z.email('must be an e-mail address').default('admin@localhost'),
  SESSIONKEEPER_ADMIN_KEY: z
    .string()
    .regex(/^sk_[\w-]{24,}$/, 'must be sk_ and 24 or more of A-Z, a-z, 0-9, _ and -')
    .optional(),
  SESSIONKEEPER_ADMIN_PASSWORD: z
    .string()
    .regex(/^.{12,200}$/u, 'must have 12 to 200 characters')
    .optional(),
  SESSIONKEEPER_CACHE_DIR: z.string().optional(),
  SESSIONKEEPER_CONVERSATION_KEY: secret.optional(),
  SESSIONKEEPER_DATA_DIR: z.string().default('.sessionkeeper'),
  SESSIONKEEPER_MONGODB_PORT: port(27017),
  SESSIONKEEPER_OIDC_CLIENT_ID: z.string().optional(),
  SESSIONKEEPER_OIDC_CLIENT_SECRET: z.string().optional(),
  SESSIONKEEPER_OIDC_ISSUER: issuer.optional(),
  SESSIONKEEPER_PAYLOAD_KEYS: payloadKeys.default([]),
  SESSIONKEEPER_TASK_QUEUE: z
    .string()
    .max(200, 'must have 200 characters or fewer')
    .default('sessionkeeper'),
  SESSIONKEEPER_TEMPORAL_PORT: port(7233),
  SESSIONKEEPER_TEMPORAL_UI_PORT: port(8233),
  SESSIONKEEPER_TEMPORAL_UI_URL: webUrl.optional(),
  SESSIONKEEPER_CORS_ORIGINS: origins.default([]),
  SESSIONKEEPER_RATE_ADDRESS_BURST: most(100),
  SESSIONKEEPER_RATE_ADDRESS_PER_SECOND: most(20),
  SESSIONKEEPER_RATE_CONVERSATION_BURST: most(80),
  SESSIONKEEPER_RATE_CONVERSATION_PER_SECOND: most(20),
  SESSIONKEEPER_RATE_KEY_BURST: most(1_000),
  SESSIONKEEPER_RATE_KEY_PER_SECOND: most(200),
  SESSIONKEEPER_TRUSTED_PROXIES: cidrs.default([]),
  SESSIONKEEPER_WORKER_METRICS_ADDRESS: socketAddress.optional(),
  SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS: cidrs.default([]),
});

/** These may be given as a file: `NAME_FILE` names one that holds the value. */
const secretNames = [
  'MONGODB_URI',
  'SESSION_SECRET',
  'SESSIONKEEPER_ADMIN_KEY',
  'SESSIONKEEPER_ADMIN_PASSWORD',
  'SESSIONKEEPER_CONVERSATION_KEY',
  'SESSIONKEEPER_OIDC_CLIENT_SECRET',
  'SESSIONKEEPER_PAYLOAD_KEYS',
  'TEMPORAL_API_KEY',
] as const;

/**
 * The configuration of an API, worker or setup process.
 *
 * @throws ConfigError with a sentence for each thing that is wrong
 */
export function loadConfig(env: Environment): Config {
  const { settings, temporal } = readSettings(env);
  const missing = (['MONGODB_URI', 'SESSIONKEEPER_CONVERSATION_KEY'] as const)
    .filter((name) => settings[name] === undefined)
    .map((name) => `${name} must be set (or ${name}_FILE, to a file that holds it).`);
  if (missing.length > 0) throw new ConfigError(missing);
  const { HOST: host, PORT } = settings;
  return deepFreeze<Config>({
    temporal: {
      ...temporal,
      connectionOptions: {
        ...temporal.connectionOptions,
        address: temporal.connectionOptions.address ?? 'localhost:7233',
      },
    },
    taskQueue: settings.SESSIONKEEPER_TASK_QUEUE,
    mongodbUri: settings.MONGODB_URI ?? '',
    host,
    port: PORT,
    publicUrl: settings.PUBLIC_URL ?? null,
    temporalUiUrl: settings.SESSIONKEEPER_TEMPORAL_UI_URL ?? null,
    logLevel: settings.LOG_LEVEL,
    conversationKey: settings.SESSIONKEEPER_CONVERSATION_KEY ?? '',
    payloadKeys: settings.SESSIONKEEPER_PAYLOAD_KEYS,
    sessionSecret: settings.SESSION_SECRET ?? null,
    adminKey: settings.SESSIONKEEPER_ADMIN_KEY ?? null,
    rates: ratesOf(settings),
    corsOrigins: settings.SESSIONKEEPER_CORS_ORIGINS,
    workerMetricsAddress: settings.SESSIONKEEPER_WORKER_METRICS_ADDRESS ?? null,
    trustedProxies: settings.SESSIONKEEPER_TRUSTED_PROXIES,
    firstAdmin:
      settings.SESSIONKEEPER_ADMIN_PASSWORD === undefined
        ? null
        : {
            email: settings.SESSIONKEEPER_ADMIN_EMAIL,
            password: settings.SESSIONKEEPER_ADMIN_PASSWORD,
          },
    openId: openIdOf(settings),
    webhookAllowedCidrs: settings.SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS,
  });
}

function ratesOf(settings: Settings): Config['rates'] {
  return {
    key: {
      perSecond: settings.SESSIONKEEPER_RATE_KEY_PER_SECOND,
      burst: settings.SESSIONKEEPER_RATE_KEY_BURST,
    },
    address: {
      perSecond: settings.SESSIONKEEPER_RATE_ADDRESS_PER_SECOND,
      burst: settings.SESSIONKEEPER_RATE_ADDRESS_BURST,
    },
    conversation: {
      perSecond: settings.SESSIONKEEPER_RATE_CONVERSATION_PER_SECOND,
      burst: settings.SESSIONKEEPER_RATE_CONVERSATION_BURST,
    },
  };
}

/** All three, or none. */
function openIdOf(settings: Settings): Config['openId'] {
  const issuer = settings.SESSIONKEEPER_OIDC_ISSUER;
  const clientId = settings.SESSIONKEEPER_OIDC_CLIENT_ID;
  const clientSecret = settings.SESSIONKEEPER_OIDC_CLIENT_SECRET;
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret };
  if (!issuer && !clientId && !clientSecret) return null;
  throw new ConfigError([
    'SESSIONKEEPER_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET must all be set, or none of them.',
  ]);
}

/**
 * The settings as they are written, checked one by one.
 *
 * @throws ConfigError with a sentence for each thing that is wrong
 */
export function readSettings(env: Environment): { settings: Settings; temporal: TemporalSettings } {
  const problems = unknownNames(env);
  const full = withSecretFiles(env, problems);
  const parsed = schema.safeParse(full);
  if (!parsed.success) problems.push(...parsed.error.issues.map(sentence));
  const temporal = readTemporal(full, problems);
  if (!parsed.success || temporal === null || problems.length > 0) throw new ConfigError(problems);
  return { settings: parsed.data, temporal };
}

/** Values without those that are empty (which Compose makes of unset ones), and secrets read from files. */
function withSecretFiles(env: Environment, problems: string[]): Record<string, string> {
  const full: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value !== '') full[name] = value;
  }
  for (const name of secretNames) {
    const file = full[`${name}_FILE`];
    if (file === undefined) continue;
    if (full[name] !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set: set one of them.`);
      continue;
    }
    try {
      full[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'error';
      problems.push(`${name}_FILE names ${file}, which cannot be read (${code}).`);
    }
  }
  return full;
}

function unknownNames(env: Environment): string[] {
  const known = [...Object.keys(schema.shape), ...secretNames.map((name) => `${name}_FILE`)].filter(
    (name) => name.startsWith('SESSIONKEEPER_'),
  );
  return Object.keys(env)
    .filter((name) => name.startsWith('SESSIONKEEPER_') && !known.includes(name))
    .map((name) => `${name} is not a setting: did you mean ${String(closestMatch(name, known))}?`);
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}.`;
}

function readTemporal(env: Record<string, string>, problems: string[]): TemporalSettings | null {
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: env });
    return {
      connectionOptions: withoutUndefined(connectionOptions),
      namespace: namespace ?? 'default',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`The TEMPORAL_ settings or temporal.toml cannot be used: ${reason}.`);
    return null;
  }
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** Plain objects and arrays all the way down; not certificates, whose bytes cannot be frozen. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
