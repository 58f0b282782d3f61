/** Reads the log of events in the order of their positions. */

import mongoose, { type mongo } from 'mongoose';
import type { Models } from '../connection.ts';
import { eventLog, type StoredEvent } from './schema.ts';
import type { PublicEvent } from '../../contract/public-event.ts';
import { publicEvent } from './public-event.ts';
import { within } from '../in-time.ts';

/** An event of the log with all that streams need to know of it. */
export interface LoggedEvent {
  /** The server's instant of its insertion as a number: unique, and ascending but for insertions at the same time. */
  position: bigint;
  id: string;
  conversationId: string | null;
  sessionId: string | null;
  sequence: number | null;
  channel: string | null;
  /** Agents it names, whose concern it is whoever has the session by now. */
  agentIds: string[];
  /** `null` for a step that only the log of decisions tells. */
  told: PublicEvent | null;
}

/** Where an event lies, without what it says. */
export type LoggedPlace = Pick<LoggedEvent, 'position' | 'sessionId' | 'sequence'>;

const log = ({ events }: Models): mongo.Collection<StoredEvent> => eventLog(events);

const SECOND = 1n << 32n;
const LOW = SECOND - 1n;

/** A position that lies so many seconds before another. */
export const secondsBefore = (position: bigint, seconds: number): bigint => {
  const before = position - BigInt(seconds) * SECOND;
  return before > 0n ? before : 0n;
};

const numberOf = (position: mongo.Timestamp): bigint => BigInt.asUintN(64, position.toBigInt());

function stampOf(position: bigint): mongo.Timestamp {
  const [t, i] = [Number(position >> 32n), Number(position & LOW)];
  return new mongoose.mongo.Timestamp({ t, i });
}

const NOT_TOLD = { reason: 0, messageKey: 0, digest: 0 } as const;

function logged(stored: StoredEvent): LoggedEvent {
  const ofSession = stored.sessionId !== null;
  const data: Record<string, unknown> = { ...stored.data };
  const { agentId, fromAgentId, lostAgentId } = data;
  const agentIds = [agentId, fromAgentId, lostAgentId].filter((id) => typeof id === 'string');
  return {
    position: numberOf(stored.position),
    id: stored._id,
    conversationId: ofSession ? stored.conversationId : null,
    sessionId: stored.sessionId,
    sequence: ofSession ? stored.sequence : null,
    channel: stored.channel,
    agentIds,
    told: publicEvent(stored),
  };
}

/** The highest position there is; 0 in an empty log. */
export async function newestPosition(models: Models): Promise<bigint> {
  const [newest] = await within(
    log(models)
      .find({}, { projection: { position: 1 } })
      .sort({ position: -1 })
      .limit(1)
      .toArray(),
  );
  return newest ? numberOf(newest.position) : 0n;
}

/** Events beyond a position, the lowest first. */
export async function eventsAfter(
  models: Models,
  after: bigint,
  { upTo, limit }: { upTo?: bigint; limit: number },
): Promise<LoggedEvent[]> {
  const position = {
    $gt: stampOf(after),
    ...(upTo === undefined ? {} : { $lte: stampOf(upTo) }),
  };
  const found = await within(
    log(models)
      .find({ position }, { projection: NOT_TOLD })
      .sort({ position: 1 })
      .limit(limit)
      .toArray(),
  );
  return found.map(logged);
}

/** All positions beyond one, from the index alone. */
export async function positionsAfter(models: Models, after: bigint): Promise<bigint[]> {
  const found = await within(
    log(models)
      .find({ position: { $gt: stampOf(after) } }, { projection: { _id: 0, position: 1 } })
      .sort({ position: 1 })
      .toArray(),
  );
  return found.map(({ position }) => numberOf(position));
}

/** Where the events in (after, upTo] lie. */
export async function placesBetween(
  models: Models,
  after: bigint,
  upTo: bigint,
): Promise<LoggedPlace[]> {
  const found = await within(
    log(models)
      .find(
        { position: { $gt: stampOf(after), $lte: stampOf(upTo) } },
        { projection: { position: 1, sessionId: 1, sequence: 1 } },
      )
      .sort({ position: 1 })
      .toArray(),
  );
  return found.map(({ position, sessionId, ...rest }) => ({
    position: numberOf(position),
    sessionId,
    sequence: 'sequence' in rest ? rest.sequence : null,
  }));
}

/** The events at these positions, the lowest first. */
export async function eventsAt(models: Models, positions: bigint[]): Promise<LoggedEvent[]> {
  if (positions.length === 0) return [];
  const found = await within(
    log(models)
      .find({ position: { $in: positions.map(stampOf) } }, { projection: NOT_TOLD })
      .sort({ position: 1 })
      .toArray(),
  );
  return found.map(logged);
}

/** Where the events with these IDs lie; those that are not visible are left out. */
export async function positionsOf(models: Models, ids: string[]): Promise<Map<string, bigint>> {
  if (ids.length === 0) return new Map();
  const found = await within(
    log(models)
      .find({ _id: { $in: ids } }, { projection: { position: 1 } })
      .toArray(),
  );
  return new Map(found.map(({ _id, position }) => [_id, numberOf(position)]));
}
