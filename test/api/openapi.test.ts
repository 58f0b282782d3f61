import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { problemsOf } from '../../src/api/openapi/document.ts';
import { PROBLEMS } from '../../src/api/http/problem-codes.ts';
import { routeTable } from '../../src/api/table.ts';
import { runningApi, type RunningApi } from './running-api.ts';

interface Operation {
  security: object[];
  'x-roles'?: string[];
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object; examples?: object }> }
  >;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

let api: RunningApi;
let document: Document;

beforeAll(async () => {
  api = await runningApi();
  document = (await api.http.get('/openapi.json')).body as unknown as Document;
});
afterAll(() => api.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      method,
      path,
      operation,
    ]),
  );

test('it is OpenAPI 3.1 and says every route of the table, and no other', () => {
  expect(document.openapi).toBe('3.1.0');
  const said = operations().map(([method, path]) => `${method} ${path}`);
  const table = routeTable(api.dependencies).map(({ method, path }) => `${method} ${path}`);
  expect(said.sort()).toEqual(table.sort());
});

test('it is valid by the schema of OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('every operation says who may call it', () => {
  expect(Object.keys(document.components.securitySchemes)).toEqual(['key', 'cookie']);
  for (const route of routeTable(api.dependencies)) {
    const { security, 'x-roles': roles } = document.paths[route.path]![route.method]!;
    const isPublic = route.roles.includes('public');
    expect([route.path, security]).toEqual([
      route.path,
      isPublic ? [] : [{ key: [] }, { cookie: [] }],
    ]);
    expect(roles).toEqual(isPublic ? undefined : [...new Set([...route.roles, 'admin'])]);
  }
});

test('every body has an example', () => {
  const withoutOne = operations().flatMap(([method, path, { requestBody, responses }]) =>
    [requestBody, ...Object.values(responses)].flatMap((body) =>
      Object.entries(body?.content ?? {}).flatMap(([type, media]) =>
        type === 'application/json' && !hasExample(media.schema) ? [`${method} ${path}`] : [],
      ),
    ),
  );
  expect(withoutOne).toEqual([]);
});

function hasExample(schema: object): boolean {
  const name = '$ref' in schema ? String(schema.$ref).split('/').at(-1)! : null;
  return 'example' in (name === null ? schema : document.components.schemas[name]!);
}

test('every operation has a name of its own, a summary, and each parameter of its path', () => {
  const names = operations().map(([, , { operationId }]) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [, path, operation] of operations()) {
    expect(operation.summary).not.toBe('');
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const given = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(given.map(({ name }) => name)).toEqual(wanted);
    expect(given.every(({ required }) => required)).toBe(true);
  }
});

test('every error code that a route may answer with is documented there, with an example', () => {
  for (const route of routeTable(api.dependencies)) {
    const { responses } = document.paths[route.path]![route.method]!;
    for (const code of problemsOf(route)) {
      const status = String(PROBLEMS[code].status);
      const isReadiness = route.path === '/readyz' && status === '503';
      if (isReadiness) continue;
      const examples = responses[status]?.content?.['application/problem+json']?.examples;
      expect([route.path, code, examples]).toEqual([
        route.path,
        code,
        expect.objectContaining({ [code]: expect.anything() }),
      ]);
    }
  }
});

test('every reference leads somewhere', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect(document.components.schemas).toHaveProperty(name);
});

test('bodies are closed: no field that is not listed', () => {
  const bodies = [
    'CustomerMessage',
    'OpenSession',
    'Reply',
    'Settings',
    'NewAgent',
    'AgentChanges',
  ];
  for (const name of bodies) {
    expect(document.components.schemas[name]).toMatchObject({ additionalProperties: false });
  }
});

describe('the page of the API comes from here', () => {
  test.each([
    ['/docs', 'text/html'],
    ['/docs/start.js', 'text/javascript'],
    ['/docs/swagger-ui.css', 'text/css'],
    ['/docs/swagger-ui-bundle.js', 'text/javascript'],
  ])('%s', async (path, type) => {
    const { status, headers } = await api.http.get(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  test('and runs no script from the page itself', async () => {
    const { text } = await api.http.get('/docs');
    expect(text).not.toMatch(/<script(?! src="\/docs\/)|https?:|\son\w+=/);
  });

  test('nothing else of the package is served', async () => {
    expect((await api.http.get('/docs/package.json')).status).toBe(404);
  });
});
