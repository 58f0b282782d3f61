import { randomUUID } from 'node:crypto';
import type { Giver, Order } from '../core/event.ts';
import type { CommandInput, CommandOutcome } from '../contract/messages.ts';
import { commandKey, conversationWorkflowId, valueDigest } from './identity.ts';
import type { Temporal } from './temporal.ts';
import { update } from './update.ts';

export type { CommandOutcome };

export interface CommandRequest {
  conversationId: string;
  sessionId: string;
  command: Order;
  giver: Giver;
  /** Credential the command is given under: keys of different callers never meet. */
  who: string;
  /** Method and path template. */
  route: string;
  /** The caller's own; `null` when it gave none. */
  idempotencyKey: string | null;
  /** The caller's body, which tells a repetition from another command under the same key. */
  body: unknown;
}

/** The verdict of the session on a command. */
export type Verdict =
  | { type: 'done'; outcome: CommandOutcome }
  | { type: 'refused'; code: string; detail: string }
  /** No workflow of the conversation runs: its last session is closed, or there never was one. */
  | { type: 'gone' };

/**
 * Gives a command to a session and waits for its verdict.
 *
 * @throws Unavailable when there is no verdict within three seconds; it may still come, so a repetition should
 *   carry the same idempotency key
 */
export async function command(temporal: Temporal, request: CommandRequest): Promise<Verdict> {
  const { conversationId, sessionId, idempotencyKey } = request;
  const bodyDigest = valueDigest(request.body);
  const key =
    idempotencyKey === null ? null : commandKey(request.who, request.route, idempotencyKey);
  const input: CommandInput = { sessionId, key, bodyDigest, command: request.command, giver: request.giver };
  const handle = temporal.client.workflow.getHandle(conversationWorkflowId(conversationId));
  const answer = await update<CommandOutcome>(temporal, handle, {
    name: request.command.type,
    input,
    // With the body in it another body under the same key reaches the handler, which can refuse it.
    updateId: () => (key === null ? randomUUID() : valueDigest([sessionId, key, bodyDigest])),
  });
  return answer.type === 'done' ? { type: 'done', outcome: answer.value } : answer;
}
