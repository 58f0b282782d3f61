/** An integrator's server, written with the published library of Standard Webhooks. */

import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Event } from '../../client/types.gen.ts';
import type { Certificate } from './certificates.ts';

export interface Received {
  event: Event;
  headers: Record<string, string>;
  /** Which of the receiver's secrets the signature is valid for. */
  validFor: string[];
}

type Reply = { status: number; headers?: Record<string, string> } | 'hang';

export class Receiver {
  /** All that arrived, also what was refused. */
  readonly received: Received[] = [];
  /** What was answered with 2xx, in order. */
  readonly accepted: Event[] = [];
  secrets: string[] = [];
  /** What to answer; an event that no secret is valid for gets 401 anyway. */
  reply: (received: Received) => Reply = () => ({ status: 204 });
  readonly #server: Server | SecureServer;

  private constructor(certificate?: Certificate) {
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const reply = this.#take(Buffer.concat(chunks).toString(), request.headers);
        if (reply === 'hang') return;
        response.writeHead(reply.status, reply.headers).end();
      });
    };
    this.#server = certificate ? createSecureServer(certificate, listener) : createServer(listener);
  }

  /** @param certificate for TLS */
  static async start(certificate?: Certificate): Promise<Receiver> {
    const receiver = new Receiver(certificate);
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    const scheme = this.#server instanceof SecureServer ? 'https' : 'http';
    return `${scheme}://127.0.0.1:${String(port)}/hook`;
  }

  /** Shows another certificate from now on. */
  renew(certificate: Certificate): void {
    if (this.#server instanceof SecureServer) this.#server.setSecureContext(certificate);
  }

  ids(): string[] {
    return this.accepted.map(({ id }) => id);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #take(body: string, headers: NodeJS.Dict<string | string[]>): Reply {
    const texts = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    );
    const validFor = this.secrets.filter((secret) => isValid(secret, body, texts));
    const event = JSON.parse(body) as Event;
    const received = { event, headers: texts, validFor };
    this.received.push(received);
    if (validFor.length === 0) return { status: 401 };
    const reply = this.reply(received);
    if (reply !== 'hang' && reply.status < 300) this.accepted.push(event);
    return reply;
  }
}

function isValid(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
