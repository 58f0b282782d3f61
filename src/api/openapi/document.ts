import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { registerWebhooks } from './webhooks.ts';
import { PROBLEMS, type ProblemCode } from '../http/problem-codes.ts';
import type { Route } from '../http/route.ts';
import { problemSchema } from '../http/problem-schema.ts';
import { z } from '../http/zod.ts';

const INTRODUCTION = `Customer-support chat sessions, made durable.

Everything is JSON in UTF-8 with camelCase names; instants are RFC 3339 in UTC; durations are whole seconds. Fields that
are not listed are refused. Every error is \`application/problem+json\` with a stable \`code\`.`;

/** Problems that any call may be refused with. */
function commonProblems(route: Route): ProblemCode[] {
  const body: ProblemCode[] =
    route.body === null ? [] : ['malformed_json', 'unsupported_media_type'];
  const credential: ProblemCode[] = route.roles.includes('public')
    ? []
    : ['unauthenticated', 'forbidden'];
  return [
    'malformed_request',
    ...credential,
    'body_too_large',
    'validation_failed',
    'rate_limited',
    'headers_too_large',
    'internal_error',
    'unavailable',
    ...body,
  ];
}

/** Every code that a route may answer with. */
export function problemsOf(route: Route): ProblemCode[] {
  return [...new Set([...commonProblems(route), ...route.problems])];
}

type Responses = RouteConfig['responses'];
type Headers = Record<string, { description: string; schema: { type: 'string' } }>;

function problemResponses(route: Route): Responses {
  const codes = problemsOf(route);
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => PROBLEMS[code].status === status);
      return [String(status), problemResponse(status, here)];
    }),
  );
}

function problemResponse(status: number, codes: ProblemCode[]): Responses[string] {
  const examples = codes.map((code) => {
    const { title } = PROBLEMS[code];
    const type = `urn:sessionkeeper:problem:${code}`;
    const errors =
      code === 'validation_failed'
        ? { errors: [{ path: 'text', code: 'required', message: 'This field is required.' }] }
        : {};
    const requestId = '5f0c8a0e-8a39-4d0e-9d8b-0f3f0c6c3a51';
    return [
      code,
      { value: { type, title, status, detail: `${title}.`, code, requestId, ...errors } },
    ];
  });
  return {
    description: codes
      .map((code) => `\`${code}\`: ${PROBLEMS[code].title.toLowerCase()}`)
      .join('; '),
    ...(status === 503 || status === 429
      ? { headers: { 'Retry-After': { schema: { type: 'integer' as const } } } }
      : {}),
    content: {
      'application/problem+json': {
        schema: problemSchema,
        examples: Object.fromEntries(examples) as Record<string, { value: unknown }>,
      },
    },
  };
}

function goodResponses(route: Route): Responses {
  const responses: Responses = {};
  for (const [status, { description, schema, content, headers }] of Object.entries(route.answers)) {
    const documented: Headers = {};
    for (const [name, text] of Object.entries(headers ?? {})) {
      documented[name] = { description: text, schema: { type: 'string' } };
    }
    const byType = { ...(schema && { 'application/json': schema }), ...content };
    const types = Object.entries(byType).map(([type, shape]) => [type, { schema: shape }] as const);
    responses[status] = {
      description,
      ...(headers === undefined ? {} : { headers: documented }),
      ...(types.length === 0 ? {} : { content: Object.fromEntries(types) }),
    };
  }
  return responses;
}

/** Patterns of headers; other values are refused. */
const HEADER_PATTERNS: Record<string, { pattern: string }> = {
  'Idempotency-Key': { pattern: '^[!-~]{1,200}$' },
};

function operation(route: Route): RouteConfig {
  const takes = Object.entries(route.takes ?? {});
  const headers = z.object(
    Object.fromEntries(
      takes.map(([name, description]) => [
        name,
        z
          .string()
          .optional()
          .openapi({ description, ...HEADER_PATTERNS[name] }),
      ]),
    ),
  );
  return {
    method: route.method,
    path: route.path,
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    ...access(route),
    request: {
      ...(route.params === null ? {} : { params: route.params }),
      ...(route.query === null ? {} : { query: route.query }),
      ...(takes.length === 0 ? {} : { headers }),
      ...(route.body === null
        ? {}
        : {
            body: {
              required: !route.body.safeParse(undefined).success,
              content: { 'application/json': { schema: route.body } },
            },
          }),
    },
    responses: { ...goodResponses(route), ...problemResponses(route) },
  };
}

/** Roles of a call in a sentence, for the security schemes know no roles. */
function access({ roles }: Route): Pick<RouteConfig, 'security'> {
  if (roles.includes('public')) return { security: [] };
  return {
    security: [{ key: [] }, { cookie: [] }],
    ...{ 'x-roles': [...new Set([...roles, 'admin'])] },
  };
}

/** `POST /v1/sessions/{id}/accept` becomes `postSessionsByIdAccept`: stable, and unique as paths are. */
function operationId(route: Route): string {
  const words = route.path
    .replace(/^\/v1/, '')
    .replaceAll('.', '/')
    .split('/')
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('{') ? `by-${word.slice(1, -1)}` : word));
  return [route.method, ...words]
    .join('-')
    .replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** The OpenAPI 3.1 document of a table of routes. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const registry = new OpenAPIRegistry();
  registry.register('Problem', problemSchema);
  registry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key, `sk_…`: what its role may call is in `x-roles` of each operation.',
  });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-sessionkeeper',
    description:
      'Of somebody who is signed in at the console; over http on loopback it is named `sessionkeeper`.',
  });
  for (const route of routes) registry.registerPath(operation(route));
  registerWebhooks(registry);
  const tags = [...new Set(routes.map((route) => route.tag))].map((name) => ({ name }));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sessionkeeper',
      version,
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags,
  });
}
