import { setTimeout as sleep } from 'node:timers/promises';

/** An answer of the API, with the client's clock around it. */
export interface Answer {
  status: number;
  body: unknown;
  /** When the first attempt left; the request cannot have been accepted before. */
  sentAtMs: number;
  answeredAtMs: number;
}

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The API cannot be reached, or goes on refusing for longer than the demo waits. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';
}

/** The API answered what the demo cannot go on with. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const ATTEMPT_TIMEOUT_MS = 15_000;
const GIVE_UP_AFTER_MS = 120_000;
const BUSY = new Set([429, 502, 503, 504]);

/** The stable `code` of a problem, or an empty string. */
export function problemCode(answer: Answer): string {
  const { body } = answer;
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
}

/** One sentence about an answer, for people. */
export function describeAnswer(answer: Answer): string {
  const { body } = answer;
  const detail =
    typeof body === 'object' && body !== null && 'detail' in body ? `: ${String(body.detail)}` : '';
  return `${answer.status} ${problemCode(answer)}${detail}`.trim();
}

/** Speaks JSON to the API, and tries again what is only busy, as `Retry-After` says. */
export class ApiClient {
  readonly #baseUrl: string;
  readonly #key: string;
  /** Attempts that were answered 429 or 503, or not at all, and made again. */
  retries = 0;

  /** @param key of an admin, for the demo makes agents and changes settings */
  constructor(baseUrl: string, key: string) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#key = key;
  }

  /** Whether an API answers there at all. */
  async answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.#baseUrl}/healthz`, {
        signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      });
      await response.text();
      return response.ok;
    } catch {
      return false;
    }
  }

  /**
   * Sends a request that may safely be repeated: everything the demo sends carries its own ID or key.
   *
   * @throws ApiUnreachable after two minutes without an answer other than "busy"
   */
  async send(request: Request): Promise<Answer> {
    const sentAtMs = performance.now();
    for (;;) {
      const { response, retryAfterMs } = await this.#attempt(request);
      const answeredAtMs = performance.now();
      if (response) return { ...response, sentAtMs, answeredAtMs };
      if (answeredAtMs - sentAtMs > GIVE_UP_AFTER_MS) {
        throw new ApiUnreachable(
          `${request.method} ${request.path} had no answer for ${GIVE_UP_AFTER_MS / 1000} s`,
        );
      }
      this.retries += 1;
      await sleep(retryAfterMs);
    }
  }

  /**
   * The same for a request that must succeed.
   *
   * @param alsoFine statuses beside 2xx that are no error here
   * @throws UnexpectedAnswer with what the API said
   */
  async require(request: Request, alsoFine: readonly number[] = []): Promise<Answer> {
    const answer = await this.send(request);
    if ((answer.status >= 200 && answer.status < 300) || alsoFine.includes(answer.status)) {
      return answer;
    }
    throw new UnexpectedAnswer(
      `${request.method} ${request.path} was answered ${describeAnswer(answer)}`,
    );
  }

  async #attempt(request: Request): Promise<{
    response: Pick<Answer, 'status' | 'body'> | null;
    retryAfterMs: number;
  }> {
    try {
      const response = await fetch(`${this.#baseUrl}${request.path}`, {
        method: request.method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      });
      const text = await response.text();
      if (BUSY.has(response.status)) {
        const seconds = Number(response.headers.get('retry-after') ?? '1');
        return { response: null, retryAfterMs: Math.max(0.1, seconds || 0) * 1000 };
      }
      return { response: { status: response.status, body: parseJson(text) }, retryAfterMs: 0 };
    } catch {
      // No connection, or it broke: whether the request was accepted is not known, so it goes again.
      return { response: null, retryAfterMs: 500 };
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
