import type { CommandOutcome } from '../../client/command.ts';
import { command as give } from '../../client/command.ts';
import { conversationOf } from '../../client/identity.ts';
import type { Order } from '../../core/event.ts';
import { giverOf, requireSession } from '../callers/access.ts';
import type { Dependencies } from '../dependencies.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { isProblemCode } from '../http/problem-codes.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Call } from '../http/route.ts';
import { findSession } from '../../store/sessions/read.ts';

type SessionCall = Call<{ id: string }, undefined, unknown>;

/**
 * Gives a command to the session in the path and waits for its verdict.
 *
 * @throws Problem with the refusal's code; `not_found` when there never was such a session
 */
export async function giveCommand(
  dependencies: Dependencies,
  call: SessionCall,
  command: Order,
): Promise<CommandOutcome> {
  const sessionId = call.params.id;
  await requireSession(dependencies, call.caller, sessionId);
  const conversationId = conversationOf(sessionId);
  if (conversationId === null) throw notFound('session');
  const verdict = await give(dependencies.temporal, {
    conversationId,
    sessionId,
    command,
    giver: giverOf(call.caller),
    who: call.caller.id,
    route: call.route,
    idempotencyKey: idempotencyKeyOf(call.headers),
    body: call.body ?? null,
  });
  if (verdict.type === 'done') return verdict.outcome;
  if (verdict.type === 'gone' || verdict.code === 'wrong_session') {
    throw await closedOrUnknown(dependencies, sessionId);
  }
  if (isProblemCode(verdict.code)) throw new Problem(verdict.code, verdict.detail);
  throw new Problem('internal_error', 'The session refused for an unknown reason.', {
    cause: verdict,
  });
}

/** The conversation's workflow does not have this session: it is over, or there never was one. */
async function closedOrUnknown({ models }: Dependencies, sessionId: string): Promise<Problem> {
  const saved = await findSession(models, sessionId);
  return saved === null
    ? notFound('session')
    : new Problem('session_closed', 'The session is closed.');
}
