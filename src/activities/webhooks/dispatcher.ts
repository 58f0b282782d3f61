import mongoose, { type mongo } from 'mongoose';
import { deliveryId, type DeliveryDocument } from '../../store/webhooks/delivery-schema.ts';
import { duplicatesOf } from '../../store/errors.ts';
import { eventLog, type StoredEvent } from '../../store/events/schema.ts';
import { publicEvent } from '../../store/events/public-event.ts';
import { raw } from '../../store/raw.ts';
import { BEGINNING, takes, type WebhookDocument } from '../../store/webhooks/schema.ts';
import type { Dispatched } from '../../contract/webhooks.ts';
import type { WebhookContext } from './context.ts';

type Position = mongo.Timestamp;
type Place = Pick<StoredEvent, 'position'>;

const EVENTS_AT_ONCE = 500;
const STARTS_AT_ONCE = 200;
const STARTS_BESIDE = 10;
/** An insertion under way may become visible behind a later one: the last seconds are looked through again. */
const OVERLAP_SECONDS = 10;
/** After a start it is not known what the one before had seen. */
const FIRST_OVERLAP_SECONDS = 60;
const SWEEP_EVERY_MS = 2_000;
/** What was delivered can be looked up for 30 days. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Goes through the log of events behind a cursor. A delivery is written down before the cursor moves, and its workflow
 * started afterwards, so whoever dies in between leaves nothing behind that the next one does not find.
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
    const webhooks = await this.#webhooks();
    const [first] = webhooks;
    if (first === undefined) return started > 0 ? 'more' : 'nobody';
    this.#cursor ??= await this.#savedCursor();
    const earliest = webhooks.map(({ since }) => since).reduce(earlier, first.since);
    const events = await this.#unseen(later(this.#cursor, earliest));
    if (events.length === 0) return started > 0 ? 'more' : 'nothing';
    // Read again after the events: whoever was there before them is in it.
    await this.#writeDown(events, await this.#webhooks());
    await this.#advance(events);
    return 'more';
  }

  /** Those that are on, and those that failed: what they miss is written down as not delivered. */
  #webhooks(): Promise<WebhookDocument[]> {
    return raw(this.#context.models.webhooks)
      .find({ $or: [{ enabled: true }, { offReason: { $in: ['gone', 'failing'] } }] })
      .toArray();
  }

  async #savedCursor(): Promise<Position> {
    const saved = await raw(this.#context.models.dispatches).findOne({ _id: 'webhooks' });
    return saved ? secondsBefore(saved.position, FIRST_OVERLAP_SECONDS) : BEGINNING;
  }

  /** What lies behind the cursor, and now and then what came to light before it. */
  async #unseen(from: Position): Promise<StoredEvent[]> {
    const events = eventLog(this.#context.models.events);
    const isSweep = performance.now() - this.#sweptAtMs > SWEEP_EVERY_MS;
    if (isSweep) {
      this.#sweptAtMs = performance.now();
      const range = { $gt: secondsBefore(from, OVERLAP_SECONDS), $lte: from };
      const places = events.find({ position: range }).project<Place>({ position: 1 });
      const late = (await places.toArray())
        .map(({ position }) => position)
        .filter((position) => !this.#seen.has(placeOf(position)))
        .slice(0, EVENTS_AT_ONCE);
      if (late.length > 0) return readStored(events, { position: { $in: late } });
    }
    return readStored(events, { position: { $gt: from } });
  }

  async #writeDown(events: StoredEvent[], webhooks: WebhookDocument[]): Promise<void> {
    const documents = events.flatMap((stored) => {
      const event = publicEvent(stored);
      if (event === null) return [];
      const { channel } = stored;
      return webhooks
        .filter((webhook) => takes(webhook, { type: event.type, channel }))
        .filter(({ since }) => stored.position.greaterThan(since))
        .flatMap((webhook) => deliveryOf(webhook, stored, event) ?? []);
    });
    if (documents.length === 0) return;
    try {
      await raw(this.#context.models.deliveries).insertMany(documents, { ordered: false });
    } catch (error) {
      duplicatesOf(error);
    }
  }

  async #advance(events: StoredEvent[]): Promise<void> {
    const latest = events.map(({ position }) => position).reduce(later);
    for (const { position } of events) this.#seen.set(placeOf(position), position.t);
    const cursor = later(this.#cursor ?? BEGINNING, latest);
    const oldest = cursor.t - 2 * OVERLAP_SECONDS;
    for (const [key, seconds] of this.#seen) if (seconds < oldest) this.#seen.delete(key);
    await raw(this.#context.models.dispatches).updateOne(
      { _id: 'webhooks' },
      { $set: { position: cursor } },
      { upsert: true },
    );
    this.#cursor = cursor;
    this.done.events += events.length;
  }

  /** @returns how many deliveries there were that nothing saw to */
  async #startWaiting(): Promise<number> {
    const { models, deliveries } = this.#context;
    const waiting = await raw(models.deliveries)
      .find({ started: false })
      .sort({ createdAt: 1 })
      .limit(STARTS_AT_ONCE)
      .project<Pick<DeliveryDocument, '_id' | 'webhookId' | 'eventId' | 'type' | 'sessionId'>>(
        START,
      )
      .toArray();
    for (let at = 0; at < waiting.length; at += STARTS_BESIDE) {
      const some = waiting.slice(at, at + STARTS_BESIDE);
      await Promise.all(some.map((delivery) => deliveries.start(delivery)));
      const ids = some.map(({ _id }) => _id);
      await raw(models.deliveries).updateMany({ _id: { $in: ids } }, { $set: { started: true } });
    }
    this.done.deliveries += waiting.length;
    return waiting.length;
  }
}

const START = { webhookId: 1, eventId: 1, type: 1, sessionId: 1 } as const;

const placeOf = ({ t, i }: Position): string => `${String(t)}.${String(i)}`;

const readStored = (
  events: mongo.Collection<StoredEvent>,
  filter: mongo.Filter<StoredEvent>,
): Promise<StoredEvent[]> =>
  events.find(filter).sort({ position: 1 }).limit(EVENTS_AT_ONCE).toArray();

/** `null` when the endpoint is off and misses nothing that a customer waits for. */
function deliveryOf(
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

const earlier = (a: Position, b: Position): Position => (a.lessThan(b) ? a : b);
const later = (a: Position, b: Position): Position => (a.lessThan(b) ? b : a);

const secondsBefore = (position: Position, seconds: number): Position =>
  new mongoose.mongo.Timestamp({ t: Math.max(1, position.t - seconds), i: 0 });
