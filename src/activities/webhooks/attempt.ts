/** One attempt of a delivery: the event is read, signed and sent, and the outcome is kept. */

import type { AttemptOutcome, AttemptRequest } from '../../contract/webhooks.ts';
import { storedEvent } from '../../store/events/positions.ts';
import { publicEvent } from '../../store/events/public-event.ts';
import {
  acceptedSince,
  deliveryOf,
  endpointOf,
  noteAccepted,
  noteAttempt,
} from '../../store/webhooks/attempts.ts';
import type { Attempt, DeliveryDocument } from '../../store/webhooks/delivery-schema.ts';
import { UnopenableError } from '../../store/sealing.ts';
import type { WebhookDocument } from '../../store/webhooks/schema.ts';
import { post, type PostOutcome } from '../../outgoing/post.ts';
import { signedHeaders } from '../../outgoing/signature.ts';
import type { WebhookContext } from './context.ts';
import { reportUndelivered, switchOff } from './giving-up.ts';
import { limitInFlight } from './in-flight.ts';
import { retryInMs } from './retry-plan.ts';

const GONE = 410;

/** Sends an event to an endpoint once; refusals are results, and only our own troubles are thrown. */
export async function attemptDelivery(
  context: WebhookContext,
  request: AttemptRequest,
): Promise<AttemptOutcome> {
  const { models } = context;
  const { webhookId, eventId } = request;
  const delivery = await deliveryOf(models, request);
  // Nobody looks into a log that has been cleared away.
  if (delivery === null) {
    return { status: 'failed', retryInMs: null, error: 'The log of deliveries has it no more.' };
  }
  const webhook = await endpointOf(models, webhookId);
  if (webhook === null) return giveUp(context, delivery, 'The webhook was deleted.');
  if (!webhook.enabled) return giveUp(context, delivery, 'The webhook is switched off.');
  const body = await bodyOf(context, delivery);
  if (body === null) return giveUp(context, delivery, 'A later decision replaced the event.');
  return limitInFlight(webhookId, async () => {
    const at = new Date();
    const beganMs = performance.now();
    const outcome = await send(context, webhook, { id: eventId, body });
    const tookMs = Math.round(performance.now() - beganMs);
    return conclude(context, { request, delivery, webhook }, { at, tookMs, outcome });
  });
}

/** The event as it is now; `null` when there is another one in its place. */
async function bodyOf(
  { models }: WebhookContext,
  { eventId, storedEventId }: DeliveryDocument,
): Promise<string | null> {
  const stored = await storedEvent(models, storedEventId);
  const event = stored && publicEvent(stored);
  return event?.id === eventId ? JSON.stringify(event) : null;
}

async function send(
  { sealing, reach, limits }: WebhookContext,
  { _id, url, secrets }: WebhookDocument,
  { id, body }: { id: string; body: string },
): Promise<PostOutcome> {
  const at = new Date();
  const active = secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > at);
  try {
    const opened = active.map(({ sealed }) => sealing.open('webhook secret', _id, sealed));
    const headers = {
      ...signedHeaders({ id, at, body }, opened),
      'content-type': 'application/json',
      'user-agent': 'Sessionkeeper',
    };
    return await post({ url, headers, body }, reach, limits);
  } catch (error) {
    if (!(error instanceof UnopenableError)) throw error;
    return { status: null, retryAfter: null, error: 'The signing secret cannot be read.' };
  }
}

interface Tried {
  request: AttemptRequest;
  delivery: DeliveryDocument;
  webhook: WebhookDocument;
}

async function conclude(
  context: WebhookContext,
  { request, delivery, webhook }: Tried,
  { at, tookMs, outcome }: Pick<Attempt, 'at' | 'tookMs'> & { outcome: PostOutcome },
): Promise<AttemptOutcome> {
  const { status, retryAfter } = outcome;
  const error = outcome.error ?? refusal(status ?? 0);
  const attempt: Attempt = { at, tookMs, status, error };
  // A workflow's clock may be ahead of ours where a test lets time pass.
  const nowMs = Math.max(Date.now(), request.nowMs);
  if (error === null) {
    await noteAccepted(context.models, webhook._id, nowMs);
    return keep(context, delivery, attempt, { status: 'delivered', retryInMs: null });
  }
  if (status === GONE) {
    await switchOff(context, webhook, 'gone');
    return keep(context, delivery, attempt, { status: 'failed', retryInMs: null });
  }
  const inMs = retryInMs({ ...request, status, retryAfter }, { nowMs, random: Math.random() });
  if (inMs !== null)
    return keep(context, delivery, attempt, { status: 'pending', retryInMs: inMs });
  if (!(await acceptedSince(context.models, webhook._id, nowMs - request.elapsedMs))) {
    await switchOff(context, webhook, 'failing');
  }
  return keep(context, delivery, attempt, { status: 'failed', retryInMs: null });
}

/** @returns one sentence; `null` for a status that means that the event was accepted */
function refusal(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'The endpoint redirects, which is not followed.';
  return `The endpoint answered with status ${String(status)}.`;
}

async function keep(
  context: WebhookContext,
  delivery: DeliveryDocument,
  attempt: Attempt,
  outcome: Omit<AttemptOutcome, 'error'>,
): Promise<AttemptOutcome> {
  const { status, retryInMs: inMs } = outcome;
  const nextAttemptAt = inMs === null ? null : new Date(Date.now() + inMs);
  await noteAttempt(context.models, delivery._id, { attempt, status, nextAttemptAt });
  if (status === 'failed') await reportUndelivered(context, delivery);
  return { ...outcome, error: attempt.error };
}

/** Ends a delivery without an attempt: there is nothing to be sent, or nowhere. */
async function giveUp(
  context: WebhookContext,
  delivery: DeliveryDocument,
  error: string,
): Promise<AttemptOutcome> {
  const attempt: Attempt = { at: new Date(), tookMs: 0, status: null, error };
  return keep(context, delivery, attempt, { status: 'failed', retryInMs: null });
}
