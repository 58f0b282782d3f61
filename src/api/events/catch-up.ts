/** What a stream that goes on has to pass on before it joins the tail. */

import type { Models } from '../../store/connection.ts';
import { eventId } from '../../store/events/schema.ts';
import {
  eventsAfter,
  eventsAt,
  placesBetween,
  positionsOf,
  type LoggedEvent,
} from '../../store/events/log.ts';
import { ConversationOrder } from './conversation-order.ts';
import { passedOn, type EventTail, type Following, type PassedEvent } from './event-tail.ts';
import { missedOf } from './missed.ts';
import { Lead, Progress, type Place } from './resume-token.ts';

const PAGE = 500;

export interface Joining {
  /** Passes events on, and resolves when there is room for more. */
  write(events: PassedEvent[]): Promise<void>;
  /**
   * Called once, at the end, in the same turn of the tail that the backlog was taken in.
   *
   * @param backlog what the tail has passed on lately and this stream has not
   * @param has tells positions that the tail may still pass on although the stream has them
   * @param lead those of them that it has not passed on yet
   */
  join(backlog: PassedEvent[], has: (position: bigint) => boolean, lead: Lead): void;
}

interface Log {
  models: Models;
  tail: EventTail;
}

/**
 * Passes on everything since a place that another stream, of this process or another one, had reached.
 *
 * @throws when the log cannot be read, or `write` does
 */
export async function catchUp(log: Log, from: Place, stream: Joining): Promise<void> {
  const progress = new Progress(from);
  const { settled } = await log.tail.follow();
  const low = settled < from.settled ? settled : from.settled;
  const visible = await placesBetween(log.models, low, from.furthest);
  const recent = visible.filter(({ position }) => position > from.settled);
  const { order: live } = await log.tail.follow();
  const waiting = new Set(live.waiting().map(({ position }) => position));
  const missed = missedOf(recent, from).map(({ position }) => position);
  // What waits for an event before it comes from the tail.
  let awaited = missed.filter((position) => waiting.has(position));
  const handled = new Set(recent.map(({ position }) => position));
  for (const position of awaited) handled.delete(position);
  const has = (position: bigint): boolean => position <= from.settled || handled.has(position);
  const here = missed.filter((position) => !waiting.has(position));
  const write = async (positions: bigint[]): Promise<void> => {
    const events = (await eventsAt(log.models, positions)).sort(byNumber);
    await stream.write(events.map((event) => advanced(progress, event)));
  };
  await write(here);
  const order = new ConversationOrder<LoggedEvent>(Infinity);
  for (let cursor = from.furthest; ;) {
    const following = await log.tail.follow();
    // Or it has come, and been settled, while this client read.
    const gone = awaited.filter((position) => position <= following.settled);
    if (gone.length > 0) {
      awaited = awaited.filter((position) => position > following.settled);
      for (const position of gone) handled.add(position);
      await write(gone);
      continue;
    }
    if (cursor >= following.settled) {
      const rest = order.goneBy(Infinity).map((event) => advanced(progress, event));
      const had = visible
        .map(({ position }) => position)
        .filter((position) => position > following.settled && has(position));
      const backlog = following.passed.filter(({ position }) => !has(position));
      const passed = new Set(following.passed.map(({ position }) => position));
      const lead = new Lead(had.filter((position) => !passed.has(position)));
      stream.join([...rest, ...placed(backlog, had, following)], has, lead);
      return;
    }
    cursor = await writePage(log, { cursor, upTo: following.settled, order, progress }, stream);
  }
}

/** The events with the places of a stream that `had` others, which the tail passed on at another time or not yet. */
function placed(events: PassedEvent[], had: bigint[], following: Following): PassedEvent[] {
  if (events.length === 0) return [];
  const { settled, positions } = following;
  const progress = new Progress({ settled, furthest: settled, sum: 0 });
  for (const position of had) progress.pass(position);
  return events.map((event) => {
    // What a later decision has replaced lies nowhere any more.
    if (positions.get(event.id) === event.position) progress.pass(event.position);
    return { ...event, place: progress.text() };
  });
}

interface Page {
  cursor: bigint;
  upTo: bigint;
  order: ConversationOrder<LoggedEvent>;
  progress: Progress;
}

/** @returns up to where everything is written or waits in `order` */
async function writePage(
  { models }: Log,
  { cursor, upTo, order, progress }: Page,
  stream: Joining,
): Promise<bigint> {
  const events = await eventsAfter(models, cursor, { upTo, limit: PAGE });
  const predecessors = await positionsOf(models, events.flatMap(predecessorId));
  const end = events.length < PAGE ? upTo : (events.at(-1)?.position ?? upTo);
  const ready = events.flatMap((event) => {
    const [before] = predecessorId(event);
    // Everything is visible here: what is not there never comes, and only what was saved later is waited for.
    const position = before === undefined ? undefined : predecessors.get(before);
    if ((position ?? 0n) < event.position) order.follows(event);
    return order.take([event], 0).map((gone) => {
      progress.pass(gone.position);
      progress.settle(settledBy(order, event.position));
      return passedOn(gone, progress.text());
    });
  });
  await stream.write(ready);
  return end;
}

function predecessorId({ sessionId, sequence }: LoggedEvent): string[] {
  if (sessionId === null || sequence === null || sequence === 1) return [];
  return [eventId(sessionId, sequence - 1)];
}

/** Up to where nothing waits. */
function settledBy(order: ConversationOrder<LoggedEvent>, read: bigint): bigint {
  return order
    .waiting()
    .reduce((low, { position }) => (position <= low ? position - 1n : low), read);
}

function advanced(progress: Progress, event: LoggedEvent): PassedEvent {
  progress.pass(event.position);
  return passedOn(event, progress.text());
}

function byNumber(a: LoggedEvent, b: LoggedEvent): number {
  if (a.sessionId === b.sessionId) return (a.sequence ?? 0) - (b.sequence ?? 0);
  return (a.sessionId ?? '') < (b.sessionId ?? '') ? -1 : 1;
}
