import type { MetricMeter, PayloadCodec } from '@temporalio/common';
import type { Logger } from 'pino';
import type { IdentityKey } from '../client/identity.ts';
import type { Temporal } from '../client/temporal.ts';
import type { Models } from '../store/connection.ts';
import type { Rates } from './callers/rates.ts';
import type { Keyring } from './callers/keyring.ts';
import type { OpenIdProvider } from './sign-in/openid-provider.ts';
import type { Sealing } from '../store/sealing.ts';
import type { Reach } from '../outgoing/target.ts';
import type { EventStreams } from './events/event-streams.ts';

/** The parts that the API is built from. Nothing in it reads the environment by itself. */
export interface Dependencies {
  temporal: Temporal;
  models: Models;
  /** Streams of events; whoever made them closes them. */
  events: EventStreams;
  /** A key of the environment that may do everything and needs no store; `null`: there is none. */
  adminKey: string | null;
  /** The keys that are in the store. */
  keyring: Keyring;
  /** Key of the hashes under which sign-ins are kept; `null`: nobody signs in. */
  sessionSecret: string | null;
  /** Where people may sign in instead; `null`: nowhere. */
  openIdProvider: OpenIdProvider | null;
  /** Secret of the installation that conversation IDs are made with. */
  conversationKey: IdentityKey;
  /** For secrets that are kept in the database and shown or used again. */
  sealing: Sealing;
  /** Where webhooks may be sent. */
  reach: Reach;
  /** The address under which people reach the API, without a slash at its end; known once it listens. */
  publicUrl: () => string;
  /** Base of links into Temporal's UI, without a slash at its end; `null`: there is none. */
  temporalUiUrl: string | null;
  /** Decrypts what Temporal keeps, for its UI; `null`: it is in clear. */
  codec: PayloadCodec | null;
  /** How many requests are answered. */
  rates: Rates;
  /** Origins whose pages may call the API from a browser. */
  corsOrigins: readonly string[];
  /** Networks, in CIDR notation, whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** Counts and times what is asked. */
  meter: MetricMeter;
  /** Reads the metrics, in Prometheus' text format. */
  readMetrics: () => Promise<string>;
  /** Epoch milliseconds. */
  now: () => number;
  log: Logger;
  /** True from the moment the process begins to stop. */
  isStopping: () => boolean;
}
