/** Finds new events in the log, and has a delivery started for every webhook that wants one. */

import { Context } from '@temporalio/activity';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dispatched } from '../../contract/webhooks.ts';
import {
  earlier,
  eventsAfter,
  eventsAt,
  later,
  positionKey,
  positionsBetween,
  secondsBefore,
  type Position,
} from '../../store/events/positions.ts';
import { publicEvent } from '../../store/events/public-event.ts';
import type { StoredEvent } from '../../store/events/schema.ts';
import { deliveryId, type DeliveryDocument } from '../../store/webhooks/delivery-schema.ts';
import {
  dispatchedWebhooks,
  markStarted,
  saveCursor,
  savedCursor,
  waitingDeliveries,
  writeDeliveries,
} from '../../store/webhooks/dispatch.ts';
import { BEGINNING, takes, type WebhookDocument } from '../../store/webhooks/schema.ts';
import type { WebhookContext } from './context.ts';

/** Below the activity's time limit. */
const TURN_MS = 300_000;
/** How long it may take until an event is noticed. */
const QUIET_MS = 200;
/** Without webhooks nothing is in a hurry. */
const IDLE_MS = 1_000;

const EVENTS_AT_ONCE = 500;
const STARTS_AT_ONCE = 200;
const STARTS_BESIDE = 10;
/** An insertion under way may become visible behind a later one: the last seconds are looked through again. */
const OVERLAP_SECONDS = 10;
/** After a start it is not known which events the dispatcher before had seen. */
const FIRST_OVERLAP_SECONDS = 60;
const SWEEP_EVERY_MS = 2_000;
/** Deliveries can be looked up for 30 days. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Goes through the log of events behind a cursor. A delivery is written down before the cursor moves, and its workflow
 * is started afterwards, so a process that dies in between leaves nothing behind that the next one does not find.
 */
export class Dispatcher {
  readonly done: Dispatched = { events: 0, deliveries: 0 };
  readonly #context: WebhookContext;
  #cursor: Position | null = null;
  /** Positions within the overlap that have been seen to. */
  #seen = new Map<string, number>();
  #sweptAtMs = -Infinity;

  constructor(context: WebhookContext) {
    this.#context = context;
  }

  /** @returns whether there is more to do at once, nothing for now, or no webhook at all */
  async turn(): Promise<'more' | 'nothing' | 'nobody'> {
    const started = await this.#startWaiting();
    const { models } = this.#context;
    const webhooks = await dispatchedWebhooks(models);
    const [first] = webhooks;
    if (first === undefined) return started > 0 ? 'more' : 'nobody';
    this.#cursor ??= await this.#firstCursor();
    const earliest = webhooks.map(({ since }) => since).reduce(earlier, first.since);
    const events = await this.#unseen(later(this.#cursor, earliest));
    if (events.length === 0) return started > 0 ? 'more' : 'nothing';
    // Read again after the events: an endpoint that was there before them is in it.
    await this.#writeDown(events, await dispatchedWebhooks(models));
    await this.#advance(events);
    return 'more';
  }

  async #firstCursor(): Promise<Position> {
    const saved = await savedCursor(this.#context.models);
    return saved ? secondsBefore(saved, FIRST_OVERLAP_SECONDS) : BEGINNING;
  }

  /** Reads the events behind the cursor, and now and then those that came to light before it. */
  async #unseen(from: Position): Promise<StoredEvent[]> {
    const { models } = this.#context;
    const isSweep = performance.now() - this.#sweptAtMs > SWEEP_EVERY_MS;
    if (isSweep) {
      this.#sweptAtMs = performance.now();
      const taken = await positionsBetween(models, secondsBefore(from, OVERLAP_SECONDS), from);
      const late = taken
        .filter((position) => !this.#seen.has(positionKey(position)))
        .slice(0, EVENTS_AT_ONCE);
      if (late.length > 0) return eventsAt(models, late);
    }
    return eventsAfter(models, from, EVENTS_AT_ONCE);
  }

  async #writeDown(events: StoredEvent[], webhooks: WebhookDocument[]): Promise<void> {
    const documents = events.flatMap((stored) => {
      const event = publicEvent(stored);
      if (event === null) return [];
      const { channel } = stored;
      return webhooks
        .filter((webhook) => takes(webhook, { type: event.type, channel }))
        .filter(({ since }) => stored.position.greaterThan(since))
        .flatMap((webhook) => newDelivery(webhook, stored, event) ?? []);
    });
    await writeDeliveries(this.#context.models, documents);
  }

  async #advance(events: StoredEvent[]): Promise<void> {
    const latest = events.map(({ position }) => position).reduce(later);
    for (const { position } of events) this.#seen.set(positionKey(position), position.t);
    const cursor = later(this.#cursor ?? BEGINNING, latest);
    const oldest = cursor.t - 2 * OVERLAP_SECONDS;
    for (const [key, seconds] of this.#seen) if (seconds < oldest) this.#seen.delete(key);
    await saveCursor(this.#context.models, cursor);
    this.#cursor = cursor;
    this.done.events += events.length;
  }

  /** @returns how many deliveries there were that nothing saw to */
  async #startWaiting(): Promise<number> {
    const { models, deliveries } = this.#context;
    const waiting = await waitingDeliveries(models, STARTS_AT_ONCE);
    for (let at = 0; at < waiting.length; at += STARTS_BESIDE) {
      const some = waiting.slice(at, at + STARTS_BESIDE);
      await Promise.all(some.map((delivery) => deliveries.start(delivery)));
      await markStarted(
        models,
        some.map(({ _id }) => _id),
      );
    }
    this.done.deliveries += waiting.length;
    return waiting.length;
  }
}

/** `null` when the endpoint is off and misses nothing that a customer waits for. */
function newDelivery(
  { _id: webhookId, enabled }: WebhookDocument,
  stored: StoredEvent,
  { id: eventId, type, sessionId }: NonNullable<ReturnType<typeof publicEvent>>,
): DeliveryDocument | null {
  const isOutbound = type === 'message.outbound';
  if (!enabled && !isOutbound) return null;
  const now = new Date();
  const message = 'message' in stored ? stored.message : null;
  return {
    _id: deliveryId(webhookId, eventId),
    webhookId,
    eventId,
    storedEventId: stored._id,
    type,
    sessionId,
    messageId: isOutbound ? (message?.messageId ?? null) : null,
    createdAt: now,
    started: !enabled,
    status: enabled ? 'pending' : 'failed',
    attempts: [],
    nextAttemptAt: enabled ? now : null,
    expiresAt: isOutbound ? null : new Date(now.getTime() + KEPT_MS),
  };
}

/** Runs for minutes, as one activity, so that one worker at a time does this; a second one beside it does no harm. */
export async function dispatchEvents(context: WebhookContext): Promise<Dispatched> {
  const activity = Context.current();
  const signal = AbortSignal.any([activity.cancellationSignal, context.stopping]);
  const dispatcher = new Dispatcher(context);
  const untilMs = performance.now() + TURN_MS;
  while (!signal.aborted && performance.now() < untilMs) {
    const found = await dispatcher.turn();
    activity.heartbeat();
    if (found === 'more') continue;
    const forMs = found === 'nobody' ? IDLE_MS : QUIET_MS;
    await pause(forMs, undefined, { signal }).catch(() => undefined);
  }
  return dispatcher.done;
}
