/** Each type of event has its own shape in the OpenAPI document, and its row in docs/api.md. */

import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Dependencies } from '../../src/api/dependencies.ts';
import { openApiDocument } from '../../src/api/openapi/document.ts';
import { routeTable } from '../../src/api/table.ts';
import { EVENT_TYPES } from '../../src/contract/public-event.ts';
import { eventSchemas, type EventDocument } from '../support/event-schemas.ts';

// Nothing is called: the entries themselves are looked at.
const document = openApiDocument(routeTable({} as Dependencies), '0') as EventDocument;
const schemas = eventSchemas(document);

test('`type` tells the shapes apart, and each type has one', () => {
  const { oneOf, discriminator } = document.components.schemas.Event;
  expect(schemas.types).toEqual([...EVENT_TYPES]);
  expect(oneOf.map(({ $ref }) => $ref)).toEqual(Object.values(discriminator.mapping));
  for (const type of EVENT_TYPES) {
    expect(schemas.schemaOf(type).properties?.['type']).toEqual({ type: 'string', enum: [type] });
  }
});

test.each(EVENT_TYPES)(
  '%s is described, with an example that fits, and nothing else does',
  (type) => {
    const { description, example } = schemas.schemaOf(type);
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(schemas.complaints(example!)).toEqual([]);
    const { data } = example!;
    expect(schemas.complaints({ ...example!, data: { ...data, more: 1 } })).not.toEqual([]);
    expect(schemas.complaints({ ...example!, data: {} })).not.toEqual([]);
  },
);

test('each type is a webhook, with the same shape', () => {
  const { mapping } = document.components.schemas.Event.discriminator;
  const told = Object.entries(document.webhooks).map(([type, { post }]) => [
    type,
    post.requestBody.content['application/json'].schema.$ref,
  ]);
  expect(Object.fromEntries(told)).toEqual(mapping);
});

/** What stands in code there: types, fields, and a few of their values. */
const wordsOf = (cell: string): string[] =>
  [...cell.matchAll(/`([\w.]+)`/g)].map(([, word]) => word!);

test('the table in docs/api.md has each type with its fields, and no other', () => {
  const [, section = ''] = readFileSync('docs/api.md', 'utf8').split('\n## Events\n');
  const rows = [...section.matchAll(/^\| (`\w+\..*?) \|(.*)\|$/gm)];
  const documented = rows.flatMap(([, types = '', fields = '']) =>
    wordsOf(types).map((type) => [type, wordsOf(fields)] as const),
  );
  expect(documented.map(([type]) => type).sort()).toEqual([...EVENT_TYPES].sort());
  for (const [type, words] of documented) {
    const properties = schemas.shapesOf(type).flatMap((shape) => Object.entries(shape.properties!));
    const values = properties.flatMap(([, { enum: few = [] }]) => few);
    const fields = properties.map(([name]) => name).filter((name) => name !== 'channel');
    expect([type, words]).toEqual([type, expect.arrayContaining(fields)]);
    const known = [...fields, ...values, 'channel', 'null'];
    expect([type, words.filter((word) => !known.includes(word))]).toEqual([type, []]);
  }
});
