import { z } from 'zod';
import { UnexpectedAnswer, type ApiClient } from './api-client.ts';

/** Fields that the demo reads of the API's answers; everything else in them is passed over. */

const receiptSchema = z.object({ sessionId: z.string() });

const sessionSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  customer: z.object({ id: z.string(), name: z.string().nullish() }),
  status: z.string(),
  awaiting: z.string(),
  agentId: z.string().nullable(),
  wait: z.object({ warned: z.boolean(), overdue: z.boolean() }).nullable(),
  reassignments: z.number(),
  createdAt: z.string(),
  closeReason: z.string().nullable(),
  previousSessionId: z.string().nullable(),
});
export type SessionReading = z.infer<typeof sessionSchema>;

const messageSchema = z.object({
  messageId: z.string(),
  sequence: z.number(),
  at: z.string(),
  author: z.object({ type: z.string(), id: z.string().nullish() }),
  visibility: z.string(),
});
export type MessageReading = z.infer<typeof messageSchema>;

const decisionSchema = z.object({
  sequence: z.number(),
  what: z.string(),
  trigger: z.string(),
  dueAt: z.string().nullish(),
  processedAt: z.string(),
});
export type DecisionReading = z.infer<typeof decisionSchema>;

const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullish() });

function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UnexpectedAnswer(
    `${what} reads differently than expected: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}

/** Where a message landed, of an answer to `Prefer: wait`. */
export const readReceipt = (body: unknown): z.infer<typeof receiptSchema> =>
  parse(receiptSchema, body, 'the receipt of a message');

async function readAll<T>(
  api: ApiClient,
  path: string,
  query: Record<string, string>,
  item: z.ZodType<T>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const parameters = new URLSearchParams({ ...query, ...(cursor === null ? {} : { cursor }) });
    const answer = await api.require({ method: 'GET', path: `${path}?${parameters.toString()}` });
    const page = parse(pageOf(item), answer.body, path);
    all.push(...page.items);
    cursor = page.nextCursor ?? null;
  } while (cursor !== null);
  return all;
}

/** All sessions of a channel that the query selects. */
export const readSessions = (
  api: ApiClient,
  channel: string,
  query: Record<string, string>,
): Promise<SessionReading[]> =>
  readAll(api, '/v1/sessions', { channel, limit: '200', ...query }, sessionSchema);

/** One session as MongoDB has it; null when it has not been saved yet. */
export async function readSession(
  api: ApiClient,
  sessionId: string,
): Promise<SessionReading | null> {
  const path = `/v1/sessions/${encodeURIComponent(sessionId)}`;
  const answer = await api.require({ method: 'GET', path }, [404]);
  return answer.status === 404 ? null : parse(sessionSchema, answer.body, path);
}

/** The transcript of one session. */
export const readMessages = (api: ApiClient, sessionId: string): Promise<MessageReading[]> =>
  readAll(api, `/v1/sessions/${encodeURIComponent(sessionId)}/messages`, {}, messageSchema);

/** The log of one session's decisions. */
export const readDecisions = (api: ApiClient, sessionId: string): Promise<DecisionReading[]> =>
  readAll(api, `/v1/sessions/${encodeURIComponent(sessionId)}/decisions`, {}, decisionSchema);
