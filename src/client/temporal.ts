import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import pTimeout from 'p-timeout';
import { endableRetries } from './retries.ts';
import { Turns } from './turns.ts';
import { asUnavailable, Unavailable } from './unavailable.ts';

/** Longest wait for any answer of Temporal: callers are told to come back rather than held. */
const CALL_LIMIT_MS = 3_000;

/**
 * The server takes ten updates of a run at once and refuses the others, which then try again against each other. So a
 * burst is served a few at a time, in its order; two processes together stay below the limit.
 */
const UPDATES_AT_ONCE = 4;

export interface TemporalOptions {
  /** From envconfig: address, TLS, API key. */
  connectionOptions: ClientConnectConfig['connectionOptions'];
  namespace: string;
  /** Where the workers of the product listen. */
  taskQueue: string;
  /** Shown beside every action in Temporal's history. */
  identity?: string;
  /** Encrypts and decrypts payloads; without one they are in clear. */
  codec?: PayloadCodec | null;
  /** Longest wait for an answer; three seconds where nothing is said. */
  callLimitMs?: number;
}

/** A connection to Temporal with what every call needs. */
export interface Temporal {
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  readonly taskQueue: string;
  /** Limits the updates under way to one conversation. */
  readonly turns: Turns;
  readonly callLimitMs: number;
  close(): Promise<void>;
}

/**
 * Makes a client without connecting: the first call does, and a process starts while Temporal is away.
 *
 * The client needs no payload converter of its own: what must never throw is decoding inside a workflow.
 */
export function connectTemporal(options: TemporalOptions): Temporal {
  const { proxy: _proxy, ...connectionOptions } = options.connectionOptions;
  const { namespace } = options;
  // The connection adds headers of its own to what it is given.
  const metadata = { ...connectionOptions.metadata };
  const retries = endableRetries();
  const interceptors = [retries.interceptor];
  const connection = Connection.lazy({ ...connectionOptions, metadata, interceptors });
  const client = new Client({
    connection,
    namespace,
    ...(options.identity === undefined ? {} : { identity: options.identity }),
    ...(options.codec && { dataConverter: { payloadCodecs: [options.codec] } }),
  });
  return {
    client,
    connection,
    namespace,
    taskQueue: options.taskQueue,
    turns: new Turns(UPDATES_AT_ONCE),
    callLimitMs: options.callLimitMs ?? CALL_LIMIT_MS,
    close: async () => {
      await retries.end();
      await connection.close();
    },
  };
}

/**
 * Runs one conversation with Temporal within the limit.
 *
 * @throws Unavailable when there is no answer in time, or Temporal cannot be reached
 */
export async function call<T>(
  temporal: Temporal,
  work: () => Promise<T>,
  limitMs = temporal.callLimitMs,
): Promise<T> {
  try {
    const answer = temporal.client.withDeadline(Date.now() + limitMs, work);
    // The deadline binds each request; the retries between them and the connecting have none of their own.
    return await pTimeout(answer, {
      milliseconds: limitMs,
      fallback: (): never => {
        throw new Unavailable('Temporal gave no answer in time.');
      },
    });
  } catch (error) {
    throw asUnavailable(error);
  }
}
