/**
 * Reserving and releasing: each assignment number of a session is reserved at one agent at most and ends in exactly one
 * release. One document is written at a time; the unique index on `held.key` spans them all.
 */

import { randomUUID } from 'node:crypto';
import type { ReleaseRequest } from '../../core/effect.ts';
import { heldKey, type AgentDocument, type Held, type Holder } from './schema.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { changeNoted, recordPresence } from '../events/workspace.ts';
import { raw } from '../raw.ts';

/** Longer than any try of an activity can be late. */
export const TOMBSTONE_MS = 3_600_000;
/** Graves that one burial clears away. */
const CLEARED_AT_ONCE = 20;

export interface Hold {
  sessionId: string;
  conversationId: string;
  number: number;
}

const keyOf = ({ sessionId, number }: Pick<Hold, 'sessionId' | 'number'>): string =>
  heldKey(sessionId, number);

const activeOnly = { $filter: { input: '$held', as: 'one', cond: '$$one.active' } };
const longAgo = { $subtract: ['$$NOW', TOMBSTONE_MS] };
/** Without the tombstones that have served their time. */
const stillHeld = {
  $filter: {
    input: '$held',
    as: 'one',
    cond: { $or: ['$$one.active', { $gt: ['$$one.at', longAgo] }] },
  },
};

/** `reserved` now; `refused` by the agent's state; `taken`: the number is held already, or has ended. */
export type Reservation = 'reserved' | 'refused' | 'taken';

/**
 * Reserves an agent in one conditional write: online, and below capacity unless that does not bind.
 */
export async function reserve(
  models: Models,
  agentId: string,
  hold: Hold,
  beyondCapacity = false,
): Promise<Reservation> {
  const { sessionId, conversationId, number } = hold;
  const key = keyOf(hold);
  const held: Record<keyof Held, unknown> = {
    ...{ key, sessionId, conversationId, number },
    ...{ active: true, accepted: false, at: '$$NOW' },
  };
  // IDs are anybody's: one that begins with a dollar sign is no field.
  const element = Object.fromEntries(
    Object.entries(held).map(([name, value]) => [
      name,
      value === '$$NOW' ? value : { $literal: value },
    ]),
  );
  const room = { $expr: { $lt: [{ $size: activeOnly }, '$capacity'] } };
  try {
    const { matchedCount } = await raw(models.agents).updateOne(
      {
        _id: agentId,
        kind: 'agent',
        deletedAt: null,
        presence: 'online',
        'held.key': { $ne: key },
        ...(beyondCapacity ? {} : room),
      },
      [{ $set: { held: { $concatArrays: [stillHeld, [element]] }, lastAssignedAt: '$$NOW' } }],
    );
    if (matchedCount === 1) return 'reserved';
  } catch (error) {
    if (isDuplicateKey(error)) return 'taken';
    throw error;
  }
  return (await holderOf(models, hold)) === undefined ? 'refused' : 'taken';
}

/**
 * Who holds an assignment number.
 *
 * @returns the agent's ID; `null` when the number has ended; `undefined` when it was never held
 */
export async function holderOf(
  models: Models,
  hold: Pick<Hold, 'sessionId' | 'number'>,
): Promise<string | null | undefined> {
  const key = keyOf(hold);
  const holder = await raw(models.holders).findOne({ 'held.key': key });
  if (!holder) return undefined;
  return holder.held.some((one) => one.key === key && one.active) ? holder._id : null;
}

type Release = Pick<ReleaseRequest, 'sessionId' | 'number' | 'outcome' | 'awayAfterMisses'>;

/**
 * Ends an assignment number, whoever holds it and whether anybody does. Only the first release counts.
 *
 * @returns the agent who held it, now or before an earlier release; `null` when nobody ever did
 */
export async function endNumber(models: Models, release: Release): Promise<string | null> {
  const key = keyOf(release);
  for (;;) {
    const freed = await raw(models.agents).findOneAndUpdate(
      { kind: 'agent', 'held.key': key, held: { $elemMatch: { key, active: true } } },
      [{ $set: { held: ended(key) } }, ...consequences(release)],
      { projection: { changesUnrecorded: 1 }, returnDocument: 'after' },
    );
    if (freed) {
      await recordPresence(models, freed);
      return freed._id;
    }
    const holder = await raw(models.holders).findOne({ 'held.key': key });
    if (holder) {
      const stillActive = holder.held.some((one) => one.key === key && one.active);
      if (stillActive) continue;
      return holder.kind === 'agent' ? holder._id : null;
    }
    if (await bury(models, release)) return null;
  }
}

const ended = (key: string) => ({
  $map: {
    input: stillHeld,
    as: 'one',
    in: {
      $cond: [
        { $eq: ['$$one.key', { $literal: key }] },
        { $mergeObjects: ['$$one', { active: false, at: '$$NOW' }] },
        '$$one',
      ],
    },
  },
});

/** What follows from a release in the same write: an idle agent's clock starts, a miss is counted. */
function consequences({ outcome, awayAfterMisses }: Release): object[] {
  const nobodyLeft = { $eq: [{ $size: activeOnly }, 0] };
  const idle = { $set: { idleSince: { $cond: [nobodyLeft, '$$NOW', '$idleSince'] } } };
  if (outcome !== 'missed') return [idle];
  const counted = { $set: { missesInRow: { $add: ['$missesInRow', 1] } } };
  if (awayAfterMisses === 0) return [idle, counted];
  const away = {
    $and: [{ $gte: ['$missesInRow', awayAfterMisses] }, { $eq: ['$presence', 'online'] }],
  };
  return [idle, counted, { $set: { isAway: away } }, { $set: whenAway }, { $unset: 'isAway' }];
}

/** The row of misses ends with its consequence, or the next single miss would have it again. */
const whenAway = {
  ...changeNoted('$isAway', 'away', '$$NOW'),
  presence: { $cond: ['$isAway', 'away', '$presence'] },
  presenceSince: { $cond: ['$isAway', '$$NOW', '$presenceSince'] },
  missesInRow: { $cond: ['$isAway', 0, '$missesInRow'] },
};

/** Leaves a tombstone for a number that nobody holds; fails when somebody has just reserved it. */
async function bury(models: Models, { sessionId, number }: Release): Promise<boolean> {
  const at = new Date();
  const key = heldKey(sessionId, number);
  const stone = { key, sessionId, conversationId: '', number, active: false, accepted: false, at };
  try {
    await raw(models.graves).insertOne({
      _id: randomUUID(),
      kind: 'grave',
      held: [stone],
      buriedAt: at,
    });
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
  await clearGraves(models, at.getTime() - TOMBSTONE_MS);
  return true;
}

async function clearGraves(models: Models, beforeMs: number): Promise<void> {
  const graves = raw(models.graves);
  const old = await graves
    .find({ buriedAt: { $lt: new Date(beforeMs) } }, { projection: { _id: 1 } })
    .limit(CLEARED_AT_ONCE)
    .toArray();
  if (old.length > 0) await graves.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } });
}

/** An accepted offer ends a row of misses, once: a late repetition must not wipe out a newer miss. */
export async function endMisses(
  models: Models,
  { sessionId, number, agentId }: { sessionId: string; number: number; agentId: string },
): Promise<void> {
  const accepted = { key: heldKey(sessionId, number), accepted: false };
  await raw(models.agents).updateOne(
    { _id: agentId, held: { $elemMatch: accepted } },
    { $set: { missesInRow: 0, 'held.$.accepted': true } },
  );
}

/** The sessions an agent holds now. */
export const activeHolds = ({ held }: Pick<Holder | AgentDocument, 'held'>): Held[] =>
  held.filter(({ active }) => active);
