/** Effects decided and not yet performed, as plain JSON that continue-as-new carries. */

import type { Effect, Notification, OutboundMessage } from '../core/effect.ts';
import type { MessageIdentity } from '../core/event.ts';
import type { SavedRecord, SaveBatch } from '../contract/activities.ts';
import type { Session } from '../core/session.ts';
import { viewOf, type SessionView } from '../core/view.ts';

export type AssignmentEffect = Extract<
  Effect,
  {
    type:
      | 'findAgent'
      | 'reserveAgent'
      | 'releaseAgent'
      | 'recordAccept'
      | 'loadSettings'
      | 'extendCalendar';
  }
>;

export interface PendingRecord {
  sessionId: string;
  record: SavedRecord;
}

export interface Outbox {
  records: PendingRecord[];
  /** Projections that changed, by session. */
  views: Record<string, SessionView>;
  assignments: AssignmentEffect[];
  deliveries: OutboundMessage[];
  notices: Notification[];
}

export const emptyOutbox = (): Outbox => ({
  records: [],
  views: {},
  assignments: [],
  deliveries: [],
  notices: [],
});

export const isEmpty = (outbox: Outbox): boolean =>
  !hasUnsaved(outbox) &&
  outbox.assignments.length + outbox.deliveries.length + outbox.notices.length === 0;

/** Something waits to be saved. */
export const hasUnsaved = (outbox: Outbox): boolean =>
  outbox.records.length > 0 || Object.keys(outbox.views).length > 0;

/**
 * Sorts effects into their lanes.
 *
 * @param identity of the message that caused them, to be saved beside it
 * @returns verdicts, which are for whoever waits in this run
 */
export function collect(
  outbox: Outbox,
  effects: Effect[],
  identity: MessageIdentity | null,
): Extract<Effect, { type: 'verdict' }>[] {
  const verdicts: Extract<Effect, { type: 'verdict' }>[] = [];
  for (const effect of effects) {
    switch (effect.type) {
      case 'record':
        outbox.records.push({
          sessionId: effect.sessionId,
          record: { ...effect.record, ...identityOf(effect.record, identity) },
        });
        break;
      case 'send':
        outbox.deliveries.push(effect.message);
        break;
      case 'notify':
        outbox.notices.push(effect.notification);
        break;
      case 'verdict':
        verdicts.push(effect);
        break;
      case 'findAgent':
      case 'reserveAgent':
      case 'releaseAgent':
      case 'recordAccept':
      case 'loadSettings':
      case 'extendCalendar':
        outbox.assignments.push(effect);
    }
  }
  return verdicts;
}

function identityOf(
  record: Extract<Effect, { type: 'record' }>['record'],
  identity: MessageIdentity | null,
): Pick<SavedRecord, 'messageKey' | 'digest'> {
  const own =
    record.type === 'message.created' && record.message?.messageId === identity?.messageId;
  return {
    messageKey: own ? (identity?.messageKey ?? null) : null,
    digest: own ? (identity?.digest ?? null) : null,
  };
}

export function project(outbox: Outbox, session: Session): void {
  outbox.views[session.id] = viewOf(session);
}

/** A save carries this much at most, in bytes. */
const BATCH_BYTES_LIMIT = 256 * 1024;
/** Room for all of a record but its text. */
const RECORD_BYTES = 1024;

/**
 * The next save: records of one session in their order, and its projection when nothing of it is left behind.
 * Nothing is taken out: see {@link discard}.
 */
export function nextBatch(
  outbox: Outbox,
  conversation: { conversationId: string; channel: string },
): SaveBatch {
  const sessionId = outbox.records[0]?.sessionId ?? Object.keys(outbox.views)[0] ?? '';
  const own = outbox.records.filter((pending) => pending.sessionId === sessionId);
  const records: SavedRecord[] = [];
  let bytes = 0;
  for (const { record } of own) {
    bytes += recordBytes(record);
    if (records.length > 0 && bytes > BATCH_BYTES_LIMIT) break;
    records.push(record);
  }
  const last = records.length === own.length;
  return {
    ...conversation,
    sessionId,
    records,
    view: last ? (outbox.views[sessionId] ?? null) : null,
  };
}

/** Takes out what a batch saved; a projection that changed meanwhile stays. */
export function discard(outbox: Outbox, { sessionId, records, view }: SaveBatch): void {
  const saved = new Set(records.map(({ sequence }) => sequence));
  outbox.records = outbox.records.filter(
    (pending) => pending.sessionId !== sessionId || !saved.has(pending.record.sequence),
  );
  if (view && outbox.views[sessionId]?.revision === view.revision) {
    outbox.views = Object.fromEntries(
      Object.entries(outbox.views).filter(([id]) => id !== sessionId),
    );
  }
}

/** About what all that waits to be saved takes in a payload, in bytes. */
export const unsavedBytes = (outbox: Outbox): number =>
  bytesOf(outbox.records.map(({ record }) => record));

/** About what records take in a payload, in bytes. */
export const bytesOf = (records: readonly SavedRecord[]): number =>
  records.reduce((sum, record) => sum + recordBytes(record), 0);

function recordBytes(record: SavedRecord): number {
  return RECORD_BYTES + jsonBytes(record.message?.text ?? '') + candidatesBytes(record);
}

const candidatesBytes = (record: SavedRecord): number =>
  (record.reason?.candidates?.length ?? 0) * 300;

/** Length in UTF-8 with JSON's escapes, from above. */
export function jsonBytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20) bytes += 6;
    else if (unit < 0x80) bytes += unit === 0x22 || unit === 0x5c ? 2 : 1;
    else if (unit < 0x800) bytes += 2;
    // Half a pair counts for itself, or for its escape when it stands alone.
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? 6 : 3;
  }
  return bytes;
}
