/** A call that is repeated under its idempotency key gets the first answer (docs/api.md, "Idempotency"). */

import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { valueDigest } from '../../client/identity.ts';
import type { KeptAnswer } from '../../store/answers/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { Problem } from './problem.ts';
import type { Answer, Call, Route } from './route.ts';
import { databaseIsAway } from '../../store/in-time.ts';
import { claim, forget, keep, leave } from '../../store/answers/kept-answers.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** How long a repetition waits for the first call's answer. */
const WAIT_MS = 3_000;
const ASK_MS = 100;
/** Longest wait for the store where the workflow's own ledger knows repetitions too. */
const PATIENCE_MS = 500;

/**
 * Performs a call, or answers what it was answered the first time.
 *
 * @throws Problem `idempotency_key_reused` for another body, `idempotency_in_progress` when the first call is still
 *   worked on
 */
export async function once(
  dependencies: Dependencies,
  route: Route,
  call: AnyCall,
): Promise<Answer> {
  const key = route.keepsAnswers ? idempotencyKeyOf(call.headers) : null;
  if (key === null) return route.handle(call);
  const _id = valueDigest([call.caller.id, call.route, call.params ?? null, key]);
  const asked = { _id, bodyDigest: digestOf(dependencies, call) };
  const patienceMs = route.repetition === 'workflow' ? PATIENCE_MS : undefined;
  const before = await firstOf(dependencies, route, { ...asked, patienceMs });
  if ('answer' in before) return before.answer;
  const { models, sealing, log } = dependencies;
  const warn = (error: unknown): void => {
    log.warn({ err: error }, 'the answer to a call could not be kept');
  };
  try {
    const { repeatableId } = before;
    const answer = await route.handle({ ...call, ...(repeatableId && { repeatableId }) });
    const { status, headers, body } = answer;
    const sealed = sealing.seal('kept answer', _id, JSON.stringify({ status, headers, body }));
    // It was done, whether or not that can be kept.
    await keep(models, _id, sealed).catch(warn);
    return answer;
  } catch (error) {
    if (before.isUnknown && isOver(error)) {
      const late = await firstOf(dependencies, route, asked);
      if ('answer' in late) return late.answer;
    }
    const refused = error instanceof Problem && error.status < 500;
    await (refused ? forget(models, _id) : leave(models, _id)).catch(warn);
    throw error;
  }
}

/** A run that is over has forgotten its keys: what the store was too slow to tell, it alone can tell. */
const isOver = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'session_closed';

/** The body may hold a secret, which a plain hash would let be guessed. */
function digestOf({ conversationKey }: Dependencies, { body }: AnyCall): string {
  return createHmac('sha256', conversationKey)
    .update(valueDigest(body ?? null))
    .digest('base64url');
}

/** The first answer, or what the call needs to be performed; `isUnknown`: the store did not tell in time. */
type First = { answer: Answer } | { repeatableId?: string; isUnknown?: boolean };

type Asked = Pick<KeptAnswer, '_id' | 'bodyDigest'> & { patienceMs?: number | undefined };

async function firstOf(
  dependencies: Dependencies,
  route: Route,
  { patienceMs, ...call }: Asked,
): Promise<First> {
  const { models, now, sealing } = dependencies;
  const byWorkflow = route.repetition === 'workflow';
  const untilMs = performance.now() + WAIT_MS;
  for (;;) {
    let found;
    try {
      found = await claim(models, call, { nowMs: now(), patienceMs });
    } catch (error) {
      if (patienceMs !== undefined && databaseIsAway(error)) return { isUnknown: true };
      throw error;
    }
    const { mine, kept } = found;
    if (mine) return { repeatableId: valueDigest([call._id, kept.expiresAt.getTime()]) };
    if (kept.bodyDigest !== call.bodyDigest) {
      throw new Problem(
        'idempotency_key_reused',
        'This idempotency key was used for another body.',
      );
    }
    if (kept.answer !== null) {
      return { answer: JSON.parse(sealing.open('kept answer', call._id, kept.answer)) as Answer };
    }
    if (byWorkflow) return {};
    if (performance.now() > untilMs) {
      throw new Problem('idempotency_in_progress', 'The first call with this key is worked on.', {
        headers: { 'Retry-After': '1' },
      });
    }
    await pause(ASK_MS);
  }
}
