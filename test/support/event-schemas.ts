/** Holds events against the OpenAPI document, to the letter: what it does not list is an error, though clients let it pass. */

import { Ajv2020 } from 'ajv/dist/2020.js';

interface Schema {
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  enum?: string[];
  description?: string;
  example?: { type: string; data: object };
}

export interface EventDocument {
  components: {
    schemas: Record<string, Schema> & {
      Event: { oneOf: { $ref: string }[]; discriminator: { mapping: Record<string, string> } };
    };
  };
  webhooks: Record<
    string,
    { post: { requestBody: { content: { 'application/json': { schema: { $ref: string } } } } } }
  >;
}

/** RFC 3339 in UTC, as all instants are told. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export type EventSchemas = ReturnType<typeof eventSchemas>;

export function eventSchemas(document: EventDocument) {
  const { schemas } = document.components;
  const { mapping } = schemas.Event.discriminator;
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'date-time': INSTANT } });
  ajv.addSchema(closed(document), 'openapi');
  const schemaOf = (type: string): Schema => schemas[nameOf(mapping[type] ?? '')] ?? {};
  return {
    types: Object.keys(mapping),
    schemaOf,
    /** The shapes that `data` may have. */
    shapesOf: (type: string): Schema[] => {
      const data = schemaOf(type).properties?.['data'] ?? {};
      return data.anyOf ?? [data];
    },
    /** What is wrong with an event; empty when nothing is. */
    complaints: (event: { type: string; data: object }): string[] => {
      const ref = mapping[event.type];
      if (ref === undefined) return [`${event.type} is no type of the document`];
      const isValid = ajv.getSchema(`openapi${ref}`);
      if (isValid?.(event) === true) return [];
      return (isValid?.errors ?? []).map(
        ({ instancePath, message = '', params }) =>
          `${event.type}${instancePath} ${message} ${JSON.stringify(params)}`,
      );
    },
  };
}

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? '';

/** The document with every object closed. */
const closed = (document: EventDocument): object =>
  JSON.parse(JSON.stringify(document), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value && 'type' in value
      ? { ...value, additionalProperties: false }
      : value,
  ) as object;
