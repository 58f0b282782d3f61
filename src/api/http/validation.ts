import type { FieldError } from './problem.ts';
import { Problem } from './problem.ts';
import type { z } from './zod.ts';

type Issue = z.core.$ZodIssue;

/** How a broken rule is called and told: stable codes, sentences of our own. */
function told(issue: Issue): { code: string; message: string } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'required', message: 'This field is required.' }
        : { code: 'invalid_type', message: `This must be ${withArticle(issue.expected)}.` };
    case 'too_small':
      return { code: bound(issue.origin, 'too_small', 'too_short'), message: atLeast(issue) };
    case 'too_big':
      return { code: bound(issue.origin, 'too_large', 'too_long'), message: atMost(issue) };
    case 'invalid_value':
      return { code: 'not_allowed', message: `This must be one of: ${issue.values.join(', ')}.` };
    case 'invalid_format':
      return { code: 'invalid_format', message: issue.message };
    case 'custom':
      return {
        code: typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid',
        message: issue.message,
      };
    case 'invalid_union':
      return { code: 'invalid_type', message: issue.message };
    case 'unrecognized_keys':
      return { code: 'unknown_field', message: 'This field is not known.' };
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return { code: 'invalid', message: issue.message };
  }
}

const countable = (origin: string): boolean => origin === 'string' || origin === 'array';
const bound = (origin: string, value: string, size: string): string =>
  countable(origin) ? size : value;

const unit = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';

function atLeast(issue: z.core.$ZodIssueTooSmall): string {
  return `The least is ${String(issue.minimum)}${unit(issue.origin)}.`;
}

function atMost(issue: z.core.$ZodIssueTooBig): string {
  return `The most is ${String(issue.maximum)}${unit(issue.origin)}.`;
}

const NAMES: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};
const withArticle = (expected: string): string => NAMES[expected] ?? `of type ${expected}`;

const joined = (path: PropertyKey[]): string => path.map(String).join('.');

/** Every broken rule with its place; a union's own issue becomes those of the branch that came closest. */
function fieldErrors(issues: readonly Issue[], under: PropertyKey[] = []): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: joined([...path, key]), ...told(issue) }));
    }
    if (issue.code === 'invalid_key') return fieldErrors(issue.issues, path);
    if (issue.code === 'invalid_union') {
      const closest = closestBranch(issue.errors);
      if (closest !== null) return fieldErrors(closest, path);
    }
    return [{ path: joined(path), ...told(issue) }];
  });
}

function closestBranch(branches: readonly Issue[][]): Issue[] | null {
  const deep = branches.filter((issues) => issues.every((issue) => !isWrongKind(issue)));
  return [...deep].sort((a, b) => a.length - b.length)[0] ?? null;
}

const isWrongKind = (issue: Issue): boolean =>
  issue.code === 'invalid_type' && issue.path.length === 0;

const MOST_ERRORS = 50;

/**
 * Takes what came from outside through a schema.
 *
 * @throws Problem `validation_failed`, which names every field and rule (the first fifty)
 */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues).slice(0, MOST_ERRORS);
  const first = errors[0];
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
  throw new Problem('validation_failed', `${where}${first?.message ?? 'A rule is broken.'}`, {
    errors,
  });
}
