/** Where queued sessions stand, and how long they may have to wait (docs/rules.md, "Position and estimate"). */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import { lineKey } from './rate-schema.ts';
import { raw } from '../raw.ts';
import type { TicketDocument } from './ticket-schema.ts';
import { within } from '../in-time.ts';

export interface QueuePlace {
  /** 1: served next. */
  position: number;
  /** `null`: nothing is known. */
  estimatedWaitSeconds: number | null;
}

const RECENT_MS = 900_000;

/**
 * Places of those of the sessions that stand in the queue; the others have none.
 *
 * @param nowMs epoch milliseconds
 * @throws StoreUnavailable when the database gave no answer in time
 */
export async function queuePlaces(
  models: Models,
  sessionIds: string[],
  nowMs: number,
): Promise<Map<string, QueuePlace>> {
  const places = new Map<string, QueuePlace>();
  if (sessionIds.length === 0) return places;
  const tickets = await within(
    raw(models.tickets)
      .find({ _id: { $in: sessionIds } })
      .toArray(),
  );
  for (const line of linesOf(tickets)) {
    const [positions, perSecond] = await within(
      Promise.all([positionsIn(models, line), servedPerSecond(models, line, nowMs)]),
    );
    for (const { _id, position } of positions) {
      const estimatedWaitSeconds = perSecond > 0 ? Math.round(position / perSecond) : null;
      places.set(_id, { position, estimatedWaitSeconds });
    }
  }
  return places;
}

type Line = [TicketDocument, ...TicketDocument[]];

function linesOf(tickets: TicketDocument[]): Line[] {
  const lines = new Map<string, Line>();
  for (const ticket of tickets) {
    const key = lineKey(ticket.channel, ticket.skill);
    const line = lines.get(key);
    if (line) line.push(ticket);
    else lines.set(key, [ticket]);
  }
  return [...lines.values()];
}

/** Skills whose tickets every agent can take who can take these. */
const skillsBefore = (skill: string | null): (string | null)[] =>
  skill === null ? [null] : [null, skill];

/** Counts along the index of the queue, up to the last of the tickets asked for. */
async function positionsIn(
  { tickets }: Models,
  line: Line,
): Promise<{ _id: string; position: number }[]> {
  const [{ channel, skill }] = line;
  const latest = new Date(Math.max(...line.map(({ place }) => place.getTime())));
  return raw(tickets)
    .aggregate<{ _id: string; position: number }>([
      { $match: { channel, skill: { $in: skillsBefore(skill) }, place: { $lte: latest } } },
      // Documents are numbered by one field: an embedded document compares by its fields in order.
      { $project: { order: { place: '$place', id: '$_id' } } },
      {
        $setWindowFields: {
          sortBy: { order: 1 },
          output: { position: { $documentNumber: {} } },
        },
      },
      { $match: { _id: { $in: line.map(({ _id }) => _id) } } },
    ])
    .toArray();
}

/** @returns 0 when too few were served lately to tell */
async function servedPerSecond(
  { queueRates }: Models,
  [{ channel, skill }]: Line,
  nowMs: number,
): Promise<number> {
  const lines = skillsBefore(skill).map((one) => lineKey(channel, one));
  const rates = await queueRates.find({ _id: trusted({ $in: lines }) }).lean();
  return rates.reduce((sum, { served }) => sum + rateOf(served, nowMs), 0);
}

/** From the first of those served lately until now: a line that has come to a halt becomes slower and slower. */
function rateOf(served: { at: Date }[], nowMs: number): number {
  const recent = served.map(({ at }) => at.getTime()).filter((atMs) => atMs > nowMs - RECENT_MS);
  const tookMs = nowMs - Math.min(...recent);
  return recent.length < 2 ? 0 : ((recent.length - 1) / Math.max(1_000, tookMs)) * 1_000;
}
