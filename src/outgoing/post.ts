/** A request to somebody else's server, who may be slow, broken or hostile. */

import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublic } from './address.ts';
import { NotConnected, sentenceOf, type Reached } from './failure.ts';
import { isRefusal, targetOf, type Reach, type Target } from './target.ts';

export interface PostLimits {
  /** For the name, the connection and its encryption. */
  connectMs: number;
  /** For everything. */
  wholeMs: number;
}

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The outcome of a request: a status, or a sentence why there is none. */
export type PostOutcome =
  | { status: number; retryAfter: string | null; error: null }
  | { status: null; retryAfter: null; error: string };

const LIMITS: PostLimits = { connectMs: 5_000, wholeMs: 15_000 };
const MOST_ANSWER_BYTES = 64 * 1024;

const failed = (error: string): PostOutcome => ({ status: null, retryAfter: null, error });

/**
 * Posts to a URL that may be connected to. Redirects are answers like any other. Of the answer's body 64 KiB are read
 * and forgotten: reading lets an orderly server end in order.
 */
export async function post(
  { url, headers, body }: Post,
  reach: Reach,
  limits: PostLimits = LIMITS,
): Promise<PostOutcome> {
  const whole = AbortSignal.timeout(limits.wholeMs);
  const target = await targetOf(url, reach, limits.connectMs);
  if (isRefusal(target)) return failed(`Not sent: ${target.message}`);
  const sending: Sending = {
    headers,
    body,
    whole,
    connectMs: limits.connectMs,
    reached: 'nothing',
  };
  try {
    const answer = await ask(target, sending);
    await readSome(answer);
    const { statusCode = 0, headers: answered } = answer;
    return { status: statusCode, retryAfter: answered['retry-after'] ?? null, error: null };
  } catch (error) {
    const secure = isSecure(target.url);
    return failed(sentenceOf(error, { reached: sending.reached, secure, timedOut: whole.aborted }));
  }
}

interface Sending {
  headers: Record<string, string>;
  body: string;
  whole: AbortSignal;
  connectMs: number;
  /** Kept up to date while it is sent. */
  reached: Reached;
}

const isSecure = ({ protocol }: URL): boolean => protocol === 'https:';

/** Sends it to the addresses that were checked, whatever the name means by now. */
function ask(target: Target, sending: Sending): Promise<IncomingMessage> {
  const { url, addresses } = target;
  const secure = isSecure(url);
  // A second judge behind our own, on the very connection.
  const allowIPAddressList = addresses.map((one) => one.address).filter((one) => !isPublic(one));
  const Agent = secure ? RequestFilteringHttpsAgent : RequestFilteringHttpAgent;
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      method: 'POST',
      agent: new Agent({ allowIPAddressList, keepAlive: false }),
      lookup: pinned(addresses),
      headers: { ...sending.headers, 'content-length': Buffer.byteLength(sending.body) },
      signal: sending.whole,
      // Node.js would take the environment's word (NODE_TLS_REJECT_UNAUTHORIZED) that anybody will do.
      rejectUnauthorized: true,
    });
    const connecting = setTimeout(() => {
      request.destroy(new NotConnected());
    }, sending.connectMs);
    request.on('socket', (socket) => {
      socket.once('connect', () => (sending.reached = 'connected'));
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        sending.reached = 'ready';
        clearTimeout(connecting);
      });
    });
    request.on('close', () => {
      clearTimeout(connecting);
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(sending.body);
  });
}

/** Answers every question for the name with the same addresses. */
function pinned(addresses: Target['addresses']): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family ?? 0);
  };
}

/** The status is known; whatever goes wrong from here on changes nothing. */
async function readSome(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_ANSWER_BYTES) break;
    }
  } catch {
    // It was cut off, or took too long.
  }
  answer.destroy();
}
