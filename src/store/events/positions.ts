/** The log of events by position, for a reader that goes through it from the beginning to the end. */

import mongoose, { type mongo } from 'mongoose';
import type { Models } from '../connection.ts';
import { eventLog, type StoredEvent } from './schema.ts';

/** A place in the log, given by the server. */
export type Position = mongo.Timestamp;

/** One position as text, for a set of those that were seen. */
export const positionKey = ({ t, i }: Position): string => `${String(t)}.${String(i)}`;

export const earlier = (a: Position, b: Position): Position => (a.lessThan(b) ? a : b);
export const later = (a: Position, b: Position): Position => (a.lessThan(b) ? b : a);

export const secondsBefore = (position: Position, seconds: number): Position =>
  new mongoose.mongo.Timestamp({ t: Math.max(1, position.t - seconds), i: 0 });

const read = (
  { events }: Models,
  filter: mongo.Filter<StoredEvent>,
  limit: number,
): Promise<StoredEvent[]> =>
  eventLog(events).find(filter).sort({ position: 1 }).limit(limit).toArray();

/** Events behind a position, in order. */
export const eventsAfter = (
  models: Models,
  position: Position,
  limit: number,
): Promise<StoredEvent[]> => read(models, { position: { $gt: position } }, limit);

/** Events at some positions, in order. */
export const eventsAt = (models: Models, positions: Position[]): Promise<StoredEvent[]> =>
  read(models, { position: { $in: positions } }, positions.length);

/** The positions that are taken between two others, the second one included. */
export async function positionsBetween(
  { events }: Models,
  after: Position,
  upTo: Position,
): Promise<Position[]> {
  const found = await eventLog(events)
    .find({ position: { $gt: after, $lte: upTo } })
    .project<Pick<StoredEvent, 'position'>>({ position: 1 })
    .toArray();
  return found.map(({ position }) => position);
}

/** An event by its `_id` in the log; `null` when there is none. */
export const storedEvent = ({ events }: Models, id: string): Promise<StoredEvent | null> =>
  eventLog(events).findOne({ _id: id });
