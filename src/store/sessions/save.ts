/**
 * Saving: events by number, the projection by what was decided last. Batches may come twice and in any order.
 *
 * A local save runs before its workflow task is committed. When that task is lost, the next attempt decides again, with
 * what arrived meanwhile, and may come to other events under the same numbers. So the later decision wins, always.
 */

import type { mongo } from 'mongoose';
import type { OutboundMessage, SessionRecord } from '../../core/effect.ts';
import type { SaveBatch, SavedRecord } from '../../contract/activities.ts';
import type { SessionView } from '../../core/view.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { eventId, nextPosition, type EventDocument } from '../events/schema.ts';
import { raw } from '../raw.ts';
import { besideNewProjection, projectionOf, type SessionDocument } from './schema.ts';
import { markSession } from '../links/conversation-links.ts';
import { removeUndecided, saveEvents } from '../events/save.ts';

/**
 * Saves a batch; events first, so that a reader of the projection finds the events that it counts.
 *
 * @returns IDs of the events that were left out, because the conversation keeps their message already
 */
export async function saveBatch(models: Models, batch: SaveBatch): Promise<string[]> {
  const leftOut = await saveEvents(
    models,
    batch.records.map((record) => eventOf(batch, record)),
  );
  if (batch.view) await saveProjection(models, batch.view);
  return leftOut;
}

/**
 * Records a message of the product's own, for the integration that delivers it.
 *
 * @returns as of `saveBatch`
 */
export function saveOutbound(models: Models, message: OutboundMessage): Promise<string[]> {
  const record = { ...message.record, messageKey: null, digest: null };
  return saveEvents(models, [eventOf(message, record)]);
}

type EventOwner = Pick<SaveBatch, 'sessionId' | 'conversationId' | 'channel'>;

function eventOf(owner: EventOwner, record: SavedRecord): EventDocument {
  const { sequence, type, settingsVersion, message, messageKey, digest, data } = record;
  const { sessionId, conversationId, channel } = owner;
  return {
    _id: eventId(sessionId, sequence),
    conversationId,
    channel,
    sessionId,
    sequence,
    type,
    at: new Date(record.atMs),
    processedAt: new Date(record.processedAtMs),
    settingsVersion,
    reason: record.reason && reasonOf(record.reason),
    message,
    messageKey,
    digest,
    data,
    position: nextPosition(),
  };
}

function reasonOf(reason: NonNullable<SessionRecord['reason']>): EventDocument['reason'] {
  const { dueAtMs, ...rest } = reason;
  return { ...rest, dueAt: dueAtMs === null ? null : new Date(dueAtMs) };
}

async function saveProjection(models: Models, view: SessionView): Promise<void> {
  const sessions = raw(models.sessions);
  const before = await replaceProjection(sessions, view);
  if (before && before.sequence > view.sequence) await removeUndecided(models, view);
  if (view.previousSessionId !== null) await link(sessions, view.previousSessionId, view.id);
  if (view.status === 'closed') await linkToSuccessor(sessions, view.id);
  // Saved for the first time, it may be the one that the conversation's token link has followed to.
  if (before === null) await markSession(models, view.conversationId);
}

type Sessions = mongo.Collection<SessionDocument>;
type Replaced = Pick<SessionDocument, 'sequence'> | null;

/** @returns the projection of an earlier decision that was replaced; `null` when there was none, or a later one stays */
async function replaceProjection(sessions: Sessions, view: SessionView): Promise<Replaced> {
  const processedAt = new Date(view.processedAtMs);
  const decidedEarlier = {
    $or: [{ processedAt: { $lt: processedAt } }, { processedAt, revision: { $lt: view.revision } }],
  };
  const replace = (upsert: boolean): Promise<Replaced> =>
    sessions.findOneAndUpdate(
      { _id: view.id, ...decidedEarlier },
      { $set: projectionOf(view), $setOnInsert: besideNewProjection() },
      { upsert, returnDocument: 'before', projection: { sequence: 1 } },
    );
  try {
    return await replace(true);
  } catch (error) {
    // The session is there: by this decision or a later one, or another save has just inserted an earlier one.
    if (!isDuplicateKey(error)) throw error;
    return replace(false);
  }
}

async function link(sessions: Sessions, sessionId: string, nextSessionId: string): Promise<void> {
  await sessions.updateOne({ _id: sessionId, nextSessionId: null }, { $set: { nextSessionId } });
}

/** The successor may have been saved before this session was, and then found nobody to link. */
async function linkToSuccessor(sessions: Sessions, sessionId: string): Promise<void> {
  const successor = await sessions.findOne(
    { previousSessionId: sessionId },
    { projection: { _id: 1 } },
  );
  if (successor) await link(sessions, sessionId, successor._id);
}
