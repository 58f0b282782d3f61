/** Saving: events by ID, the projection by revision. Batches may come twice and in any order. */

import mongoose, { type mongo } from 'mongoose';
import type { OutboundMessage, SessionRecord } from '../core/effect.ts';
import type { SaveBatch, SavedRecord } from '../core/ports.ts';
import type { SessionView } from '../core/view.ts';
import { duplicatesOf, isDuplicateKey } from '../models/errors.ts';
import { eventId, type EventDocument } from '../models/events.ts';
import { raw } from '../models/raw.ts';
import { projectionOf, type SessionDocument } from '../models/sessions.ts';
import type { ActivityContext } from './context.ts';

/** The server replaces it on insertion by the next instant of its own. */
const nextPosition = (): mongo.Timestamp => new mongoose.mongo.Timestamp({ t: 0, i: 0 });

/** Saves a batch; events first, so that who reads the projection finds what it counts. */
export async function save(context: ActivityContext, batch: SaveBatch): Promise<void> {
  await insertEvents(
    context,
    batch.records.map((record) => eventOf(batch, record)),
  );
  if (batch.view) await saveProjection(context, batch.view);
}

/** Records a message of the product's own, for whoever delivers it. */
export async function sendToCustomer(
  context: ActivityContext,
  message: OutboundMessage,
): Promise<void> {
  const record = { ...message.record, messageKey: null, digest: null };
  await insertEvents(context, [eventOf(message, record)]);
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

async function insertEvents({ models, log }: ActivityContext, events: EventDocument[]) {
  if (events.length === 0) return;
  const collection = raw(models.events);
  try {
    await collection.insertMany(events, { ordered: false });
  } catch (error) {
    const refused = duplicatesOf(error).filter(({ byContent }) => byContent);
    if (refused.length === 0) return;
    // A repeated event may be refused by either index; only one that is not there at all was refused for its message.
    const ids = refused.map(({ index }) => events[index]?._id ?? '');
    const kept = await collection.distinct('_id', { _id: { $in: ids } });
    for (const event of ids.filter((id) => !kept.includes(id))) {
      log.warn({ event }, 'The conversation keeps this message already: the event was left out');
    }
  }
}

async function saveProjection({ models }: ActivityContext, view: SessionView): Promise<void> {
  const sessions = raw(models.sessions);
  try {
    await sessions.bulkWrite(projectionWrites(view, true));
  } catch (error) {
    // The session is there: at this revision or a later one, or another save has just inserted an earlier one.
    if (!isDuplicateKey(error)) throw error;
    await sessions.bulkWrite(projectionWrites(view, false));
  }
  if (view.status === 'closed') await linkToSuccessor(sessions, view.id);
}

function projectionWrites(
  view: SessionView,
  upsert: boolean,
): mongo.AnyBulkWriteOperation<SessionDocument>[] {
  const mine: Pick<SessionDocument, 'nextSessionId' | 'conversion'> = {
    nextSessionId: null,
    conversion: null,
  };
  const projection = {
    updateOne: {
      filter: { _id: view.id, revision: { $lt: view.revision } },
      update: { $set: projectionOf(view), $setOnInsert: mine },
      upsert,
    },
  };
  if (view.previousSessionId === null) return [projection];
  return [projection, link(view.previousSessionId, view.id)];
}

const link = (sessionId: string, nextSessionId: string) => ({
  updateOne: {
    filter: { _id: sessionId, nextSessionId: null },
    update: { $set: { nextSessionId } },
  },
});

/** The successor may have been saved before this session was, and then found nobody to link. */
async function linkToSuccessor(
  sessions: mongo.Collection<SessionDocument>,
  sessionId: string,
): Promise<void> {
  const successor = await sessions.findOne(
    { previousSessionId: sessionId },
    { projection: { _id: 1 } },
  );
  if (successor) await sessions.bulkWrite([link(sessionId, successor._id)]);
}
