/** Every call as the OpenAPI document has it, for tests that try the same on all of them. */

import type { Dependencies } from '../../src/api/dependencies.ts';
import { openApiDocument } from '../../src/api/openapi/document.ts';
import type { Method, Route } from '../../src/api/http/route.ts';
import { routeTable } from '../../src/api/table.ts';
import type { RunningApi } from './running-api.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: Json[];
  example?: Json;
  format?: string;
  pattern?: string;
  minimum?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface Parameter {
  in: string;
  name: string;
  schema: Schema;
}

export interface DocumentedCall {
  /** As people read it: `POST /v1/sessions`. */
  name: string;
  method: Method;
  path: string;
  route: Route;
  parameters: Parameter[];
  /** With the example to begin with; `null` where the call takes no body. */
  body: { schema: Schema; example: Json } | null;
}

interface Operation {
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  parameters?: Parameter[];
}

// Nothing is called: the entries themselves are looked at.
const routes = routeTable({} as Dependencies);
const document = openApiDocument(routes, '0') as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** A schema itself, where there may be a reference to it. */
export const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});

function bodyOf(operation: Operation | undefined): DocumentedCall['body'] {
  const content = operation?.requestBody?.content['application/json'];
  if (content === undefined) return null;
  const schema = resolved(content.schema);
  if (schema.example === undefined) throw new Error('a body without an example');
  return { schema, example: schema.example };
}

export const CALLS: readonly DocumentedCall[] = routes.map((route) => {
  const { method, path } = route;
  const operation = document.paths[path]?.[method];
  const { parameters = [] } = operation ?? {};
  const name = `${method.toUpperCase()} ${path}`;
  return { name, method, path, route, parameters, body: bodyOf(operation) };
});

/** The path with something in place of each parameter. */
export const pathOf = ({ path }: Pick<DocumentedCall, 'path'>, place = 'maya'): string =>
  path.replaceAll(/\{\w+\}/g, () => place);

/** How much the database keeps, the audit log aside. */
export async function countStored({ models: all }: RunningApi): Promise<number> {
  const { audit: _audit, connection: _connection, ...models } = all;
  const counts = await Promise.all(Object.values(models).map((model) => model.countDocuments()));
  return counts.reduce((sum, count) => sum + count, 0);
}
