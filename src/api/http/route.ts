/** A call of the API as data: what validates it, documents it and answers it is one and the same entry. */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { ProblemCode } from './problem-codes.ts';
import type { z } from './zod.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The role that a credential gives its bearer. */
export type CallerRole = 'integration' | 'agent' | 'supervisor' | 'admin';

/** Roles that may call a route; `public` needs no credential. */
export type Role = 'public' | CallerRole;

/** The person or program that calls. */
export interface Caller {
  /** Stable over requests; keys of different callers never meet. */
  id: string;
  /** For people: who saved, who refused. */
  name: string;
  /** `public` on public routes only. */
  role: Role;
  /** The agent that the credential belongs to. */
  agentId: string | null;
  /** The only channels it may see and write on; `null`: all. */
  channels: readonly string[] | null;
}

export interface Answer {
  status: number;
  /** Absent: no body. */
  body?: unknown;
  /** Instead of a body: writes the answer piece by piece, under headers that say its type, and resolves at its end. */
  stream?: (response: ServerResponse) => Promise<void>;
  headers?: Record<string, string | string[]>;
}

/** A request after every schema has seen it. */
export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  headers: IncomingHttpHeaders;
  caller: Caller;
  /**
   * Reads the caller anew, for answers that last longer than a right may.
   *
   * @throws Problem `unauthenticated` or `forbidden` when the right has ended
   */
  callerNow: () => Promise<Caller>;
  /** ID that the answer and its line in the log carry. */
  requestId: string;
  /** Where the request comes from. */
  address: string;
  /** Method and path template: part of a command's identity. */
  route: string;
  /** The same for every repetition under one idempotency key; absent without a key. What is made may be named so. */
  repeatableId?: string;
}

export interface Documented {
  description: string;
  /** Absent: no body. */
  schema?: z.ZodType;
  /** Other forms of the answer beside JSON, by media type. */
  content?: Readonly<Record<string, z.ZodType>>;
  headers?: Record<string, string>;
}

interface RouteText {
  method: Method;
  /** With `{name}` for each parameter. */
  path: string;
  /** One line, as the list of calls shows it. */
  summary: string;
  description?: string;
  tag: string;
  /** Roles that may call it, beside admins. */
  roles: readonly Role[];
  /** A key verified within ten minutes may call it while the store of keys cannot be reached. */
  lately?: boolean;
  /**
   * How repetitions are recognised, beside the kept answer: `workflow` by the session's ledger too,
   * which needs no store; `own` by a field of the body.
   */
  repetition?: 'workflow' | 'own';
  answers: Readonly<Record<number, Documented>>;
  /** When its body may be larger than any other's. */
  bodyLimitBytes?: number;
  /** Problems it may refuse with, beside those that every call may. */
  problems: readonly ProblemCode[];
  /** Headers it understands, with what they do. */
  takes?: Readonly<Record<string, string>>;
}

/** An entry of the table. */
export interface Route extends RouteText {
  params: z.ZodObject | null;
  query: z.ZodObject | null;
  body: z.ZodType | null;
  /** The first answer to an idempotency key is kept. */
  keepsAnswers: boolean;
  /** Takes parsed values only: whoever calls it has run the three schemas. */
  handle: (call: Call<unknown, unknown, unknown>) => Promise<Answer>;
}

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

interface TypedRoute<
  P extends z.ZodObject | undefined,
  Q extends z.ZodObject | undefined,
  B extends z.ZodType | undefined,
> extends RouteText {
  params?: P;
  query?: Q;
  body?: B;
  handle: (call: Call<Out<P>, Out<Q>, Out<B>>) => Promise<Answer> | Answer;
}

const IDEMPOTENCY_KEY = {
  'Idempotency-Key':
    'For 24 hours the same key with the same body gives the first answer again; with another body it is refused.',
};

/** Ties a handler's types to the schemas of its entry. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(typed: TypedRoute<P, Q, B>): Route {
  const { params, query, body, handle, ...text } = typed;
  const { method, roles, repetition, takes, problems } = text;
  const keepsAnswers = method === 'post' && !roles.includes('public') && repetition !== 'own';
  return {
    ...text,
    ...(keepsAnswers && {
      takes: { ...takes, ...IDEMPOTENCY_KEY },
      problems: [...problems, 'idempotency_key_reused', 'idempotency_in_progress'],
    }),
    keepsAnswers,
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    handle: async (call) => handle(call as Call<Out<P>, Out<Q>, Out<B>>),
  };
}
