/** What customers, agents and admins do, over HTTP: nothing here knows more than an integration may. */

import { Agent, request } from 'node:http';
import { ADMIN_KEY } from './product.ts';

export interface Answer<T = unknown> {
  status: number;
  body: T;
}

/** What a test looks at of a session. */
export interface SessionJson {
  id: string;
  conversationId: string;
  status: string;
  awaiting: string;
  agentId: string | null;
  wait: { warnAt: string | null; dueAt: string | null; warned: boolean; overdue: boolean } | null;
  offer: { agentId: string } | null;
  closesAt: string | null;
  closeReason: string | null;
  previousSessionId: string | null;
}

interface Accepted {
  conversationId: string;
  messageId: string;
}

export interface Landed extends Accepted {
  sessionId: string;
  sequence: number;
  sessionStarted: boolean;
}

export interface Contact {
  channel?: string;
  customer: string;
  messageId: string;
  text?: string;
}

/** An agent shows this often that it is there (docs/rules.md, "Assignment" 8). */
const BEAT_MS = 10_000;
/** Above what any call may take, so that a call without an answer is seen. */
const PATIENCE_MS = 20_000;

export type Desk = ReturnType<typeof openDesk>;

/** @param api base URL, or a function where it changes */
export function openDesk(api: string, { connections = 64 }: { connections?: number } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const beats: NodeJS.Timeout[] = [];
  const call = <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> =>
    exchange<T>(agent, method, `${api}${path}`, body, {
      authorization: `Bearer ${ADMIN_KEY}`,
      ...headers,
    });

  const post = (contact: Contact, headers = {}) =>
    call<Landed>(
      'POST',
      `/v1/channels/${contact.channel ?? 'web'}/messages`,
      {
        messageId: contact.messageId,
        customer: { id: contact.customer },
        text: contact.text ?? 'Hello?',
      },
      headers,
    );

  return {
    call,
    /** Accepted when it answers 202. */
    post,
    /** Where the message landed; the status is 202 when there was no verdict. */
    postAndWait: (contact: Contact) => post(contact, { prefer: 'wait' }),
    reply: (sessionId: string, agentId: string, messageId: string, text = 'Let me see.') =>
      call<{ sequence: number }>('POST', `/v1/sessions/${sessionId}/messages`, {
        messageId,
        author: { type: 'agent', id: agentId },
        text,
      }),
    command: (sessionId: string, name: string, body: unknown) =>
      call<SessionJson>('POST', `/v1/sessions/${sessionId}/${name}`, body),
    session: (sessionId: string) => call<SessionJson>('GET', `/v1/sessions/${sessionId}`),
    live: (sessionId: string) =>
      call<{ session: SessionJson; workflow: { workflowId: string } }>(
        'GET',
        `/v1/sessions/${sessionId}/live`,
      ),
    /** An agent who is there, until the desk is closed. */
    async staff(id: string, capacity = 1000): Promise<void> {
      await call('POST', '/v1/agents', { id, name: id, capacity });
      const beat = () => call('PUT', `/v1/agents/${id}/presence`, { presence: 'online' });
      const first = await beat();
      if (first.status !== 200) throw new Error(JSON.stringify(first));
      // During a fault there is no answer, and the next beat follows.
      beats.push(setInterval(() => void beat().catch(() => undefined), BEAT_MS).unref());
    },
    /** Settings of one channel, beside the defaults. */
    async configure(channel: string, overrides: unknown): Promise<void> {
      const path = `/v1/settings/channels/${channel}`;
      const saved = await call('PUT', path, overrides);
      if (saved.status !== 200) throw new Error(JSON.stringify(saved));
    },
    close: () => {
      beats.forEach(clearInterval);
      agent.destroy();
    },
  };
}

function exchange<T>(
  agent: Agent,
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer<T>> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, agent, signal, headers: { ...json, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            body: (text === '' ? null : JSON.parse(text)) as T,
          });
        });
      },
    );
    // On, not once: a call that is given up may report its socket as well.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection at the moment it was used again: nobody has read the request.
      if (error.code === 'ECONNRESET' && sent.reusedSocket && !signal.aborted) {
        exchange<T>(agent, method, url, body, headers).then(resolve, reject);
      } else reject(error);
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
