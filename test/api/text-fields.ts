/** Every text that a body may hold, by its place, with a body that holds something there. */

import { resolved, type Json, type Schema } from './documented-calls.ts';

export interface TextField {
  /** With dots, as errors name it. */
  path: string;
  rule: Schema;
  /** A body that breaks no rule but that of this field. */
  bodyWith: (value: string) => Json;
}

const isA = ({ type }: Schema, kind: string): boolean => [type].flat().includes(kind);

/** The example, or the least that the schema takes. */
function sampleOf(reference: Schema): Json {
  const schema = resolved(reference);
  const [first] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (first !== undefined) return sampleOf(first);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  if (isA(schema, 'object')) {
    const parts = Object.entries(schema.properties ?? {});
    return Object.fromEntries(parts.map(([key, part]) => [key, sampleOf(part)]));
  }
  if (isA(schema, 'array')) return schema.items === undefined ? [] : [sampleOf(schema.items)];
  if (isA(schema, 'string')) return schema.format === 'date' ? '2026-12-25' : 'a';
  if (isA(schema, 'boolean')) return true;
  return schema.minimum ?? 1;
}

const under = (key: string, field: TextField): string =>
  field.path === '' ? key : `${key}.${field.path}`;

/** Those of a body's schema, of every branch where it has branches. */
export function textFieldsOf(reference: Schema): TextField[] {
  const schema = resolved(reference);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return branches.flatMap(textFieldsOf);
  if (isA(schema, 'string')) return [{ path: '', rule: schema, bodyWith: (value) => value }];
  if (isA(schema, 'array')) {
    return textFieldsOf(schema.items ?? {}).map((field) => ({
      path: under('0', field),
      rule: field.rule,
      bodyWith: (value) => [field.bodyWith(value)],
    }));
  }
  const parts = Object.entries(schema.properties ?? {});
  if (typeof schema.additionalProperties === 'object') {
    parts.push(['anything', schema.additionalProperties]);
  }
  return parts.flatMap(([key, part]) =>
    textFieldsOf(part).map((field) => ({
      path: under(key, field),
      rule: field.rule,
      bodyWith: (value) => ({ ...(sampleOf(schema) as object), [key]: field.bodyWith(value) }),
    })),
  );
}
