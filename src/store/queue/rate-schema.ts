/** How fast the queue was served lately, for each line of it. */

import { documentSchema, partSchema, requiredDate, requiredString } from '../schema.ts';

/** The latest sessions that are remembered as served, for each line. */
export const SERVED_REMEMBERED = 20;

export interface Served {
  /** What the session was reserved under: a repetition is not counted again. */
  key: string;
  at: Date;
}

export interface QueueRateDocument {
  /** The line: see `lineKey`. */
  _id: string;
  /** The latest served from this line, the latest last. */
  served: Served[];
}

/** A line of the queue: sessions of one channel that ask for the same skill, or for none. */
export const lineKey = (channel: string, skill: string | null): string =>
  JSON.stringify([channel, skill]);

export const queueRateSchema = documentSchema<QueueRateDocument>(
  {
    _id: requiredString,
    served: {
      type: [partSchema<Served>({ key: requiredString, at: requiredDate })],
      default: [],
    },
  },
  { collection: 'queueRates' },
);
