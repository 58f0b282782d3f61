/** The connection to MongoDB and the models on it. */

import { setTimeout } from 'node:timers/promises';
import { Mongoose, type Connection, type Model } from 'mongoose';
import {
  agentSchema,
  graveSchema,
  holderSchema,
  type AgentDocument,
  type Grave,
  type Holder,
} from './agents/schema.ts';
import { keptAnswerSchema, type KeptAnswer } from './answers/schema.ts';
import { deliverySchema, type DeliveryDocument } from './webhooks/delivery-schema.ts';
import { auditSchema, type AuditDocument } from './audit/schema.ts';
import { eventSchema, type EventDocument } from './events/schema.ts';
import { keySchema, type KeyDocument } from './people/key-schema.ts';
import { notificationSchema, type NotificationDocument } from './notifications/schema.ts';
import { queueRateSchema, type QueueRateDocument } from './queue/rate-schema.ts';
import { sessionSchema, type SessionDocument } from './sessions/schema.ts';
import { settingsSchema, type SettingsDocument } from './settings/schema.ts';
import {
  attemptsSchema,
  signInSchema,
  type AttemptsDocument,
  type SignInDocument,
} from './people/sign-in-schema.ts';
import { ticketSchema, type TicketDocument } from './queue/ticket-schema.ts';
import { tokenLinkSchema, type TokenLinkDocument } from './links/schema.ts';
import {
  findingSchema,
  watchSchema,
  type FindingDocument,
  type WatchDocument,
} from './upkeep/schema.ts';
import { userSchema, type UserDocument } from './people/user-schema.ts';
import {
  dispatchSchema,
  webhookSchema,
  type DispatchDocument,
  type WebhookDocument,
} from './webhooks/schema.ts';

export interface Models {
  connection: Connection;
  sessions: Model<SessionDocument>;
  events: Model<EventDocument>;
  settings: Model<SettingsDocument>;
  /** Agents only. */
  agents: Model<AgentDocument>;
  /** Agents and graves: whoever may hold a reservation's key. */
  holders: Model<Holder>;
  graves: Model<Grave>;
  tickets: Model<TicketDocument>;
  queueRates: Model<QueueRateDocument>;
  keys: Model<KeyDocument>;
  tokenLinks: Model<TokenLinkDocument>;
  audit: Model<AuditDocument>;
  notifications: Model<NotificationDocument>;
  watches: Model<WatchDocument>;
  findings: Model<FindingDocument>;
  users: Model<UserDocument>;
  signIns: Model<SignInDocument>;
  signInAttempts: Model<AttemptsDocument>;
  webhooks: Model<WebhookDocument>;
  deliveries: Model<DeliveryDocument>;
  keptAnswers: Model<KeptAnswer>;
  dispatches: Model<DispatchDocument>;
}

/**
 * A server that is stopped but not gone (its connections stay open and nothing answers) must fail an operation in
 * bounded time; one that is merely slow, at two seconds an operation, must not.
 */
const OPTIONS = {
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
  sanitizeFilter: true,
  bufferCommands: false,
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 6_000,
  heartbeatFrequencyMS: 2_000,
  waitQueueTimeoutMS: 2_000,
  maxPoolSize: 50,
  minPoolSize: 2,
} as const;

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;

export interface ConnectOptions {
  /** How long to wait for the first connection before resolving without one; 0 not at all. */
  waitMs?: number;
  /** Told when connecting failed, with a name and without addresses. */
  onRetry?: (error: Error) => void;
}

/**
 * Connects to MongoDB, and goes on trying while it is not there: until then operations fail at once, so that a process
 * may start, and accept messages, before its database does.
 *
 * @returns the connection with all models on it, connected unless `waitMs` (2,000) passed before
 * @throws MongoParseError when the URI cannot be used at all
 */
export async function connectModels(
  uri: string,
  { waitMs = 2_000, onRetry }: ConnectOptions = {},
): Promise<Connection> {
  const connection = new Mongoose().createConnection();
  addModels(connection);
  const connected = keepConnecting(connection, uri, onRetry);
  const waiting = new AbortController();
  const waited = setTimeout(waitMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([connected, waited]);
  waiting.abort();
  connected.catch((error: unknown) => onRetry?.(error as Error));
  return connection;
}

async function keepConnecting(
  connection: Connection,
  uri: string,
  onRetry: ((error: Error) => void) | undefined,
): Promise<void> {
  const closed = new AbortController();
  connection.once('close', () => closed.abort());
  for (let pauseMs = FIRST_PAUSE_MS; !closed.signal.aborted; pauseMs = longer(pauseMs)) {
    try {
      await connection.openUri(uri, OPTIONS);
      return;
    } catch (error) {
      if ((error as Error).name === 'MongoParseError') throw error;
      onRetry?.(error as Error);
    }
    await setTimeout(pauseMs, undefined, { ref: false });
  }
}

const longer = (pauseMs: number): number => Math.min(2 * pauseMs, LONGEST_PAUSE_MS);

function addModels(connection: Connection): void {
  connection.model('Session', sessionSchema);
  connection.model('Event', eventSchema);
  connection.model('Settings', settingsSchema);
  const holders = connection.model('Holder', holderSchema);
  holders.discriminator('Agent', agentSchema, 'agent');
  holders.discriminator('Grave', graveSchema, 'grave');
  connection.model('Ticket', ticketSchema);
  connection.model('QueueRate', queueRateSchema);
  connection.model('Key', keySchema);
  connection.model('TokenLink', tokenLinkSchema);
  connection.model('Audit', auditSchema);
  connection.model('Notification', notificationSchema);
  connection.model('Watch', watchSchema);
  connection.model('Finding', findingSchema);
  connection.model('User', userSchema);
  connection.model('SignIn', signInSchema);
  connection.model('SignInAttempts', attemptsSchema);
  connection.model('Webhook', webhookSchema);
  connection.model('Delivery', deliverySchema);
  connection.model('KeptAnswer', keptAnswerSchema);
  connection.model('Dispatch', dispatchSchema);
}

/** The models of a connection made by `connectModels`. */
export function modelsOf(connection: Connection): Models {
  return {
    connection,
    sessions: connection.model<SessionDocument>('Session'),
    events: connection.model<EventDocument>('Event'),
    settings: connection.model<SettingsDocument>('Settings'),
    agents: connection.model<AgentDocument>('Agent'),
    holders: connection.model<Holder>('Holder'),
    graves: connection.model<Grave>('Grave'),
    tickets: connection.model<TicketDocument>('Ticket'),
    queueRates: connection.model<QueueRateDocument>('QueueRate'),
    keys: connection.model<KeyDocument>('Key'),
    tokenLinks: connection.model<TokenLinkDocument>('TokenLink'),
    audit: connection.model<AuditDocument>('Audit'),
    notifications: connection.model<NotificationDocument>('Notification'),
    watches: connection.model<WatchDocument>('Watch'),
    findings: connection.model<FindingDocument>('Finding'),
    users: connection.model<UserDocument>('User'),
    signIns: connection.model<SignInDocument>('SignIn'),
    signInAttempts: connection.model<AttemptsDocument>('SignInAttempts'),
    webhooks: connection.model<WebhookDocument>('Webhook'),
    deliveries: connection.model<DeliveryDocument>('Delivery'),
    keptAnswers: connection.model<KeptAnswer>('KeptAnswer'),
    dispatches: connection.model<DispatchDocument>('Dispatch'),
  };
}

/** Makes the indexes what the schemas say. Reservations are only safe once this has succeeded. */
export async function syncIndexes(models: Models): Promise<void> {
  // Agents and graves have no indexes beside those of the collection they share.
  const { connection: _connection, agents: _agents, graves: _graves, ...collections } = models;
  for (const model of Object.values(collections)) {
    await model.createCollection();
    await model.syncIndexes();
  }
}
