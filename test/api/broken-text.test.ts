/**
 * Texts and bytes that no call can use are refused by every one of them, in the words of the documentation, and leave
 * nothing behind. Made from the route table: every body and field of it, every parameter.
 */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drain, limitedServer, listen } from '../../src/api/http/server.ts';
import {
  CALLS,
  countStored,
  pathOf,
  type DocumentedCall,
  type Json,
  type Schema,
} from './documented-calls.ts';
import { ADMIN_KEY, runningApi, type Body, type RunningApi } from './running-api.ts';
import { textFieldsOf, type TextField } from './text-fields.ts';

/** As everybody may send it, unless the call says otherwise. */
const LARGEST_BYTES = 256 * 1024;
const DEEP = 500;
/** Longer than any text or parameter without a length of its own. */
const LONG = 3_000;
const FREE_TEXT = '^[^\\u0000]*$';

let api: RunningApi;
let server: Server;

beforeAll(async () => {
  api = await runningApi();
  server = limitedServer(api.app);
  await listen(server, '127.0.0.1', 0);
});
afterAll(async () => {
  await drain(server);
  await api.close();
});

interface Said {
  status: number;
  body: Body;
  isProblem: boolean;
}

/** Sends exactly these bytes, or announces them only. */
function send(
  { method }: Pick<DocumentedCall, 'method'>,
  path: string,
  bytes: Buffer | string | null,
  headers: Record<string, string | number> = {},
): Promise<Said> {
  const { port } = server.address() as AddressInfo;
  const all = {
    'content-type': 'application/json',
    authorization: `Bearer ${ADMIN_KEY}`,
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ port, method: method.toUpperCase(), path, headers: all }, (answer) => {
      void said(answer).then((found) => {
        resolve(found);
        sent.destroy();
      }, reject);
    });
    sent.on('error', reject);
    if (bytes === null) sent.flushHeaders();
    else sent.end(bytes);
  });
}

async function said(answer: IncomingMessage): Promise<Said> {
  const text = Buffer.concat(await answer.toArray()).toString();
  const type = answer.headers['content-type'] ?? '';
  const isProblem = type.startsWith('application/problem+json');
  return {
    status: answer.statusCode ?? 0,
    body: (isProblem ? JSON.parse(text) : {}) as Body,
    isProblem,
  };
}

const post = (call: DocumentedCall, body: Json) => send(call, pathOf(call), JSON.stringify(body));

/** What of an answer says that it is the problem that the documentation has for this. */
const problem = ({ status, body, isProblem }: Said) => [status, body.code, isProblem];
const MALFORMED = [400, 'malformed_json', true];
const INVALID = [422, 'validation_failed', true];

const codeOf = ({ body }: Said, path: string): string | undefined =>
  body.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.code;

/** Counted once for all that is tried on a call. */
function keepsNothing(): void {
  let before = 0;
  beforeAll(async () => {
    before = await countStored(api);
  });
  afterAll(async () => {
    expect(await countStored(api)).toBe(before);
  });
}

/** The code for a text of the wrong characters: a kind of text that has a form of its own breaks that. */
function codeFor({ enum: values, format, pattern }: Schema): string[] {
  if (values !== undefined) return ['not_allowed', 'invalid_type'];
  if (format === undefined && pattern?.includes('\\u0000')) return ['forbidden_character'];
  return ['invalid_format', 'unknown_time_zone'];
}

const each = async (call: DocumentedCall, check: (field: TextField) => Promise<void>) => {
  for (const field of textFieldsOf(call.body?.schema ?? {})) await check(field);
};

/** The texts of a value with one key of one of its objects said twice, for each of these. */
function saidTwice(value: Json): string[] {
  const marked = (part: Json): Json[] => {
    if (typeof part !== 'object' || part === null) return [];
    if (Array.isArray(part)) {
      return part.flatMap((one, at) => marked(one).map((other) => part.with(at, other)));
    }
    const [key] = Object.keys(part);
    if (key === undefined) return [];
    const here = { [`twice ${key}`]: 1, ...part };
    const inside = Object.entries(part).flatMap(([name, one]) =>
      marked(one).map((other) => ({ ...part, [name]: other })),
    );
    return [here, ...inside];
  };
  return marked(value).map((one) => JSON.stringify(one).replace('"twice ', '"'));
}

const WITH_BODY = CALLS.filter(({ body }) => body !== null);

describe.each(WITH_BODY)('$name', (call) => {
  const example = call.body?.example ?? null;
  keepsNothing();

  test('refuses U+0000 in every text, and names the field', async () => {
    await each(call, async ({ path, rule, bodyWith }) => {
      const answer = await post(call, bodyWith('a\0b'));
      expect([path, ...problem(answer)]).toEqual([path, ...INVALID]);
      expect(codeFor(rule)).toContain(codeOf(answer, path));
    });
    const answer = await post(call, { ...(example as object), 'a\0b': 1 });
    expect([...problem(answer), codeOf(answer, 'a\0b')]).toEqual([...INVALID, 'unknown_field']);
  });

  test('refuses other control characters in all but free text', async () => {
    await each(call, async ({ path, rule, bodyWith }) => {
      const isFree = rule.pattern === FREE_TEXT;
      const body = bodyWith('long enough\u0001\n\u007f\u0085');
      // The field that nobody knows keeps what is allowed from being done.
      const answer = await post(call, isFree ? { ...(body as object), 'no-such-field': 1 } : body);
      expect([path, ...problem(answer)]).toEqual([path, ...INVALID]);
      const expected = isFree ? [undefined] : codeFor(rule);
      expect(expected).toContain(codeOf(answer, path));
    });
  });

  test('refuses every text that is too long, and names the field', async () => {
    await each(call, async ({ path, rule, bodyWith }) => {
      const answer = await post(call, bodyWith('x'.repeat((rule.maxLength ?? LONG) + 1)));
      expect([path, ...problem(answer)]).toEqual([path, ...INVALID]);
      const isPlain = rule.maxLength !== undefined && rule.format === undefined;
      const expected = isPlain ? ['too_long'] : codeFor(rule);
      expect(expected).toContain(codeOf(answer, path));
    });
  });

  test('refuses what is not one JSON value in UTF-8', async () => {
    const inText = (...bytes: number[]) =>
      Buffer.concat([Buffer.from('{"x":"'), Buffer.from(bytes), Buffer.from('"}')]);
    const broken: [string, string | Buffer][] = [
      ['cut short', JSON.stringify(example).slice(0, -1)],
      ['something behind it', `${JSON.stringify(example)}{}`],
      ['a byte that UTF-8 has not', inText(0xff)],
      ['U+0000 in two bytes', inText(0xc0, 0x80)],
      ['half of a surrogate pair', inText(0xed, 0xa0, 0x80)],
      ['UTF-16', Buffer.from(JSON.stringify(example), 'utf16le')],
      ['a byte 0 in a text', inText(0)],
      ['a line break in a text', inText(0x0a)],
      ['byte 0 alone', Buffer.from([0])],
      ['nested too deep', '['.repeat(DEEP) + ']'.repeat(DEEP)],
      ['a prototype', '{"__proto__":{"role":"admin"}}'],
      ['a prototype inside', '{"x":[{"__proto__":{"role":"admin"}}]}'],
      ...saidTwice(example).map((text) => ['a key twice', text] as [string, string]),
    ];
    for (const [what, bytes] of broken) {
      const answer = await send(call, pathOf(call), bytes);
      expect([what, bytes, ...problem(answer)]).toEqual([what, bytes, ...MALFORMED]);
    }
  });

  test('refuses JSON that is no object', async () => {
    for (const text of ['[]', '"text"', '1', 'null']) {
      expect(problem(await send(call, pathOf(call), text))).toEqual(INVALID);
    }
  });
});

describe.each(WITH_BODY)('$name', (call) => {
  test.each([
    ['another type', { 'content-type': 'text/plain' }],
    ['XML', { 'content-type': 'application/xml' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another character set', { 'content-type': 'application/json; charset=latin1' }],
    ['compressed', { 'content-encoding': 'gzip' }],
  ])('refuses %s', async (_what, headers) => {
    const answer = await send(call, pathOf(call), JSON.stringify(call.body?.example), headers);
    expect(problem(answer)).toEqual([415, 'unsupported_media_type', true]);
  });
});

describe.each(CALLS)('$name', (call) => {
  const largest = call.route.bodyLimitBytes ?? LARGEST_BYTES;
  keepsNothing();

  test('refuses a body that is too large, announced or not', async () => {
    const announced = await send(call, pathOf(call), null, { 'content-length': largest + 1 });
    expect(problem(announced)).toEqual([413, 'body_too_large', true]);
    const arrived = await send(call, pathOf(call), Buffer.alloc(largest + 1, ' '), {
      'transfer-encoding': 'chunked',
    });
    expect(problem(arrived)).toEqual([413, 'body_too_large', true]);
  });

  test('refuses a body where it takes none', async () => {
    if (call.body !== null) return;
    const answer = await send(call, pathOf(call), '{"a":1}', { 'content-length': 7 });
    expect(problem(answer)).toEqual(INVALID);
  });

  test('refuses parameters of its path that no ID can be, and names them', async () => {
    for (const { name } of call.parameters.filter((one) => one.in === 'path')) {
      for (const [place, code] of [
        ['a%00b', 'forbidden_character'],
        ['%0A', 'forbidden_character'],
        ['%C2%85', 'forbidden_character'],
        ['x'.repeat(201), 'too_long'],
      ] as const) {
        const path = pathOf({ path: call.path.replace(`{${name}}`, place) });
        // A valid body, so that only the parameter is wrong.
        const body = call.body === null ? '' : JSON.stringify(call.body.example);
        const answer = await send(call, path, body);
        expect([path, ...problem(answer)]).toEqual([path, ...INVALID]);
        expect(codeOf(answer, name)).toBe(code);
      }
      for (const place of ['%ff', '%c0%80', '%ed%a0%80', '%']) {
        const path = pathOf({ path: call.path.replace(`{${name}}`, place) });
        const answer = await send(call, path, '');
        expect([path, ...problem(answer)]).toEqual([path, 400, 'malformed_request', true]);
      }
    }
  });

  test('refuses parameters of its query with U+0000 or too long, and names them', async () => {
    for (const { name, schema } of call.parameters.filter((one) => one.in === 'query')) {
      for (const value of ['a%00b', 'x'.repeat(schema.maxLength ?? LONG) + 'x']) {
        const answer = await send(call, `${pathOf(call)}?${name}=${value}`, '');
        // No provider is configured here, and what comes back from one is its own.
        if (call.path === '/v1/auth/oidc/callback') {
          expect(problem(answer)).toEqual([403, 'sign_in_disabled', true]);
          continue;
        }
        expect([name, value, ...problem(answer)]).toEqual([name, value, ...INVALID]);
        expect(codeOf(answer, name)).toBeDefined();
      }
    }
  });

  test('refuses an idempotency key that is too long or has other characters', async () => {
    if (!call.route.keepsAnswers) return;
    const body = call.body === null ? '' : JSON.stringify(call.body.example);
    for (const key of ['k'.repeat(201), 'a b', 'é']) {
      const answer = await send(call, pathOf(call), body, { 'idempotency-key': key });
      expect([key, ...problem(answer)]).toEqual([key, ...INVALID]);
      expect(codeOf(answer, 'Idempotency-Key')).toBe('invalid_format');
    }
  });
});
