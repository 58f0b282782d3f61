/** Everything that ever happened to a session, numbered: messages (`message.created`) and decisions (with a reason). */

import mongoose, { type Model, type mongo } from 'mongoose';
import type { MessageAuthor, MessageData, Reason, RecordType } from '../../core/effect.ts';
import type { Candidate } from '../../core/event.ts';
import { raw } from '../raw.ts';
import {
  dateOrNull,
  documentSchema,
  mixed,
  partOrNull,
  partSchema,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';
import type { WorkspaceFacts } from '../../contract/public-event.ts';

export interface StoredReason extends Omit<Reason, 'dueAtMs'> {
  dueAt: Date | null;
}

export interface EventDocument {
  /** `<sessionId>:<sequence>` */
  _id: string;
  conversationId: string;
  channel: string;
  sessionId: string;
  sequence: number;
  type: RecordType;
  /** When it happened: receive time of a message, due instant of a timer. */
  at: Date;
  /** When the workflow handled it. */
  processedAt: Date;
  settingsVersion: number;
  reason: StoredReason | null;
  message: MessageData | null;
  /** Short hashes that tell a repeated message from another one under the same ID. */
  messageKey: string | null;
  digest: string | null;
  data: Record<string, string | number | boolean | null>;
  /**
   * Given by the server on insertion, unique and ascending: what a reader resumes from. Two insertions under way may
   * become visible in the other order, so a reader goes back over the last seconds and skips what it has seen.
   */
  position: mongo.Timestamp;
}

/** An event of the installation rather than of a session; it lies in the same log. */
export interface WorkspaceEventDocument<T extends keyof WorkspaceFacts = keyof WorkspaceFacts> {
  /** Made of what it tells, so that it is kept once. */
  _id: string;
  type: T;
  at: Date;
  /** The channel it concerns; `null`: all. */
  channel: string | null;
  /** No session numbered it, so it waits for none in the order of events. */
  sessionId: null;
  /** The session it tells of. */
  about: { sessionId: string; conversationId: string } | null;
  data: WorkspaceFacts[T];
  /** As of every event. */
  position: mongo.Timestamp;
}

/** Everything that lies in the log. */
export type StoredEvent = EventDocument | WorkspaceEventDocument;

/** The log with all that lies in it; the model's schema knows a session's events only. */
export const eventLog = (model: Model<EventDocument>): mongo.Collection<StoredEvent> =>
  raw(model) as unknown as mongo.Collection<StoredEvent>;

/** The server replaces it on insertion by the next instant of its own. */
export const nextPosition = (): mongo.Timestamp => new mongoose.mongo.Timestamp({ t: 0, i: 0 });

/** The `_id` of a session's event. */
export const eventId = (sessionId: string, sequence: number): string => `${sessionId}:${sequence}`;

const author = partSchema<MessageAuthor>({ type: requiredString, id: stringOrNull });

const message = partOrNull<MessageData>({
  messageId: requiredString,
  author: { type: author, required: true },
  visibility: requiredString,
  // Not `required`, which refuses the empty string.
  text: { type: String, default: '' },
});

const candidate = partSchema<Candidate>({ agentId: requiredString, reason: requiredString });

const reason = partOrNull<StoredReason>({
  trigger: requiredString,
  rule: requiredString,
  dueAt: dateOrNull,
  candidates: { type: [candidate], default: null },
});

export const eventSchema = documentSchema<EventDocument>(
  {
    _id: requiredString,
    conversationId: requiredString,
    channel: requiredString,
    sessionId: requiredString,
    sequence: requiredNumber,
    type: requiredString,
    at: requiredDate,
    processedAt: requiredDate,
    settingsVersion: requiredNumber,
    reason,
    message,
    messageKey: stringOrNull,
    digest: stringOrNull,
    data: { type: mixed, default: {} },
    position: { type: mixed },
  },
  { collection: 'events' },
);

eventSchema.index({ sessionId: 1, sequence: 1 });
eventSchema.index({ position: 1 });

/** Stands behind the workflow's own check: a conversation keeps a message ID once. */
eventSchema.index(
  { conversationId: 1, 'message.messageId': 1 },
  {
    name: 'message_once',
    unique: true,
    partialFilterExpression: { type: 'message.created' },
  },
);
eventSchema.index(
  { conversationId: 1, messageKey: 1 },
  { partialFilterExpression: { type: 'message.created' } },
);
