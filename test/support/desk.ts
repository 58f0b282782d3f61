/** What customers, agents and admins do, by the typed client: nothing here knows more than an integration may. */

import { randomUUID } from 'node:crypto';
import { createClient } from '../../client/client/index.ts';
import {
  getSessionsById,
  postAgents,
  postChannelsByChannelMessages,
  postSessionsByIdEnd,
  postSessionsByIdMessages,
  putAgentsByIdPresence,
  putSettingsChannelsByChannel,
} from '../../client/sdk.gen.ts';
import type {
  CustomerMessage,
  End,
  MessageReceipt,
  NewAgent,
  Problem,
  SettingsOverrides,
} from '../../client/types.gen.ts';
import { keepConnections } from './kept-connections.ts';
import { ADMIN_KEY } from './product.ts';
import { countRetry } from './retries.ts';
import { Hopeless, until } from './until.ts';

/** The body is what is hoped for; where the status says otherwise it is a problem, and has a code. */
export interface Answer<T> {
  status: number;
  body: T;
  code: string | null;
}

export interface Contact extends Partial<Omit<CustomerMessage, 'customer'>> {
  /** `web` when left out. */
  channel?: string;
  messageId: string;
  /** Its ID alone, or with a name. */
  customer: string | CustomerMessage['customer'];
}

/** An agent shows this often that it is there (docs/rules.md, "Assignment" 8). */
const BEAT_MS = 10_000;
/** A slow machine has no verdict within three seconds, whether the message was taken or not. */
const NO_VERDICT = [202, 503];
/** Of a message that need only be accepted. */
const NOT_TAKEN = [503];

export type Desk = ReturnType<typeof openDesk>;

/** @param api base URL */
export function openDesk(api: string, { connections = 64 }: { connections?: number } = {}) {
  const kept = keepConnections(connections);
  const client = createClient({ baseUrl: api, auth: ADMIN_KEY, fetch: kept.fetch });
  client.interceptors.error.use((error, response: Response | undefined) => {
    // No answer at all: unlike a refusal it is nothing that a caller expects.
    if (response === undefined) throw error as Error;
    // Nothing that a test waits for comes after a fault of the API.
    if (response.status >= 500 && response.status !== 503) {
      throw new Hopeless(`Answered ${String(response.status)}`, { cause: error });
    }
    return error;
  });
  const beats: NodeJS.Timeout[] = [];

  const post = ({ channel = 'web', ...message }: Contact, headers = {}) =>
    answered(
      postChannelsByChannelMessages({ client, path: { channel }, headers, body: bodyOf(message) }),
    );

  const postAndWait = (contact: Contact) =>
    post(contact, { Prefer: 'wait' }) as Promise<Answer<MessageReceipt>>;

  return {
    /** For everything else: calls of an admin, or of whoever has the key that is given as `auth`. */
    client,
    /** Accepted when it answers 202. */
    post: (contact: Contact) => post(contact),
    /** The same, asked again while it is not known whether it was accepted. */
    accepted: (contact: Contact) => withVerdict(() => post(contact), NOT_TAKEN),
    /** Where the message landed; the status is 202 when there was no verdict. */
    postAndWait,
    /** Where the message landed, asked again while there is no verdict, as an integration does. */
    landed: (contact: Contact) => withVerdict(() => postAndWait(contact)),
    reply: (sessionId: string, agentId: string, messageId: string, text = 'Let me see.') =>
      decided((headers) =>
        postSessionsByIdMessages({
          client,
          headers,
          path: { id: sessionId },
          body: { messageId, author: { type: 'agent', id: agentId }, text },
        }),
      ),
    end: (sessionId: string, body: End, key?: string) =>
      decided(
        (headers) => postSessionsByIdEnd({ client, headers, path: { id: sessionId }, body }),
        key,
      ),
    session: (sessionId: string) => answered(getSessionsById({ client, path: { id: sessionId } })),
    /** An agent who is there, until the desk is closed. */
    async staff(id: string, fields: Partial<NewAgent> = {}): Promise<void> {
      const body = { id, name: id, capacity: 1000, ...fields };
      granted(await postAgents({ client, body }));
      const beat = () =>
        putAgentsByIdPresence({ client, path: { id }, body: { presence: 'online' } });
      granted(await beat());
      // During a fault there is no answer, and the next beat follows.
      beats.push(setInterval(() => void beat().catch(() => undefined), BEAT_MS).unref());
    },
    /** Settings of one channel, beside the defaults. */
    async configure(channel: string, body: SettingsOverrides): Promise<void> {
      granted(await putSettingsChannelsByChannel({ client, path: { channel }, body }));
    },
    close: () => {
      beats.forEach(clearInterval);
      kept.close();
    },
  };
}

const bodyOf = ({ customer, ...message }: Omit<Contact, 'channel'>): CustomerMessage => ({
  text: 'Hello?',
  ...message,
  customer: typeof customer === 'string' ? { id: customer } : customer,
});

const withVerdict = <T>(
  ask: () => Promise<Answer<T>>,
  noVerdict = NO_VERDICT,
): Promise<Answer<T>> =>
  until('a verdict', async () => {
    const answer = await ask();
    if (!noVerdict.includes(answer.status)) return answer;
    countRetry('no verdict');
    return null;
  });

/** What became of a command, given again under its key while there is no verdict, as an integration does. */
export function decided<T>(
  give: (headers: { 'Idempotency-Key': string }) => Parameters<typeof answered<T>>[0],
  key: string = randomUUID(),
): Promise<Answer<T>> {
  const headers = { 'Idempotency-Key': key };
  return withVerdict(() => answered(give(headers)));
}

/**
 * The data of an answer that no test is about.
 *
 * @throws Error with the problem, if it is one
 */
export function granted<T>({ data, error }: { data: T | undefined; error: unknown }): T {
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return data as T;
}

/** What a call of the typed client came to, refused or not, in one shape. */
export async function answered<T>(
  called: Promise<{ data: T | undefined; error: Problem | undefined; response: Response }>,
): Promise<Answer<T>> {
  const { data, error, response } = await called;
  return { status: response.status, body: (data ?? error) as T, code: error?.code ?? null };
}
