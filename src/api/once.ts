/** A call that is repeated under its idempotency key gets the first answer (docs/api.md, "Idempotency"). */

import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { valueDigest } from '../client/identity.ts';
import type { KeptAnswer } from '../models/kept-answers.ts';
import type { Dependencies } from './dependencies.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { Problem } from './problem.ts';
import type { Answer, Call, Route } from './route.ts';
import { databaseGaveNoAnswer } from './store/database.ts';
import { claim, forget, keep, leave } from './store/kept-answers.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** How long a repetition waits for the first call's answer. */
const WAIT_MS = 3_000;
const ASK_MS = 100;
/** What a workflow's own ledger tells needs no store, and waits no longer for it. */
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
  const before = await firstOf(dependencies, route, {
    _id,
    bodyDigest: digestOf(dependencies, call),
  });
  if ('answer' in before) return before.answer;
  const { models, sealing, log } = dependencies;
  const warn = (error: unknown): void => {
    log.warn({ err: error }, 'the answer to a call could not be kept');
  };
  try {
    const answer = await route.handle({ ...call, ...before });
    const { status, headers, body } = answer;
    const sealed = sealing.seal('kept answer', _id, JSON.stringify({ status, headers, body }));
    // It was done, whether or not that can be kept.
    await keep(models, _id, sealed).catch(warn);
    return answer;
  } catch (error) {
    const refused = error instanceof Problem && error.status < 500;
    await (refused ? forget(models, _id) : leave(models, _id)).catch(warn);
    throw error;
  }
}

/** The body may hold a secret, which a plain hash would let be guessed. */
function digestOf({ conversationKey }: Dependencies, { body }: AnyCall): string {
  return createHmac('sha256', conversationKey)
    .update(valueDigest(body ?? null))
    .digest('base64url');
}

/** What to perform the call with, or the answer there is. */
type First = { answer: Answer } | { repeatableId?: string };

async function firstOf(
  dependencies: Dependencies,
  route: Route,
  call: Pick<KeptAnswer, '_id' | 'bodyDigest'>,
): Promise<First> {
  const { models, now, sealing } = dependencies;
  const byWorkflow = route.repetition === 'workflow';
  const patienceMs = byWorkflow ? PATIENCE_MS : undefined;
  const untilMs = performance.now() + WAIT_MS;
  for (;;) {
    let found;
    try {
      found = await claim(models, call, { nowMs: now(), patienceMs });
    } catch (error) {
      if (byWorkflow && databaseGaveNoAnswer(error)) return {};
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
