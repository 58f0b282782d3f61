import { PROBLEMS, type ProblemCode } from './problem-codes.ts';

/** One field that breaks a rule. */
export interface FieldError {
  /** Where, with dots: `customer.id`, `autoClose.reminders.0.message`; empty for the whole. */
  path: string;
  code: string;
  message: string;
}

interface ProblemOptions {
  errors?: FieldError[];
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A refusal on its way out of a handler; answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  /** @param detail one sentence for the caller, with nothing in it that the caller may not see */
  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** A field that breaks a rule only other data can tell. */
export function fieldProblem(path: string, code: string, message: string): Problem {
  return new Problem('validation_failed', message, { errors: [{ path, code, message }] });
}

/** The same words whatever is missing or hidden. */
export function notFound(what = 'thing'): Problem {
  return new Problem('not_found', `There is no such ${what}.`);
}

/** A dependency is away; the caller is told when to come back. */
export function unavailable(detail: string, retryAfterSeconds: number, cause?: unknown): Problem {
  return new Problem('unavailable', detail, {
    headers: { 'Retry-After': String(retryAfterSeconds) },
    cause,
  });
}

/** The body of the answer. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  return {
    type: `urn:sessionkeeper:problem:${problem.code}`,
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    requestId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
}
