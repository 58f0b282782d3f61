import express, { type Request, type RequestHandler } from 'express';
import { Problem } from './problem.ts';
import { decodeUtf8, parseStrictJson, StrictJsonError } from './strict-json.ts';

/** The most that a body may have, unless its call says otherwise. */
const LARGEST_BYTES = 256 * 1024;

const tooLarge = (limitBytes: number): Problem =>
  new Problem('body_too_large', `The body may have ${limitBytes / 1024} KiB at most.`, {
    // The rest of the body is not read, so the connection cannot carry another request.
    headers: { Connection: 'close' },
  });

/** Reads the body's bytes, or refuses it at once by the announced length; nothing of it is interpreted yet. */
export function readBody(limitBytes = LARGEST_BYTES): RequestHandler {
  const readBytes = express.raw({
    limit: limitBytes,
    type: () => true,
    inflate: false,
  }) as RequestHandler;
  return (request, response, next) => {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
    readBytes(request, response, (error?: unknown) => {
      next(error === undefined ? undefined : bodyProblem(error, limitBytes));
    });
  };
}

function bodyProblem(error: unknown, limitBytes: number): unknown {
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large') return tooLarge(limitBytes);
  if (type === 'encoding.unsupported') {
    return new Problem('unsupported_media_type', 'A body may not be compressed.');
  }
  return new Problem('malformed_request', 'The body did not arrive whole.', { cause: error });
}

const isJson = (header: string | undefined): boolean =>
  /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(header ?? '');

/**
 * The value of a request's body; `undefined` when there is none.
 *
 * @throws Problem when it is not strict JSON in UTF-8
 */
export function jsonBody(request: Request): unknown {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return undefined;
  if (!isJson(request.headers['content-type'])) {
    throw new Problem(
      'unsupported_media_type',
      'The body must be sent as application/json in UTF-8.',
    );
  }
  try {
    return parseStrictJson(decodeUtf8(bytes));
  } catch (error) {
    if (error instanceof StrictJsonError) throw new Problem('malformed_json', error.message);
    throw error;
  }
}

/**
 * The query as an object of texts.
 *
 * @throws Problem when a parameter is given twice
 */
export function queryOf(request: Request): Record<string, string> {
  const at = request.url.indexOf('?');
  const pairs = [...new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1))];
  const query = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (query.has(name)) {
      throw new Problem('validation_failed', 'A parameter is given twice.', {
        errors: [{ path: name, code: 'repeated', message: 'This may be given once.' }],
      });
    }
    query.set(name, value);
  }
  return Object.fromEntries(query);
}
