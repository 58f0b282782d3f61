/** Agents, and what each one holds. The only place that says whether an agent has room for another session. */

import type { Presence } from '../../core/event.ts';
import {
  dateOrNull,
  documentSchema,
  partSchema,
  requiredBoolean,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';

/** A session's hold on an agent under an assignment number; inactive it is a tombstone that bars the number. */
export interface Held {
  /** `<sessionId>#<number>`, once in the whole collection. */
  key: string;
  sessionId: string;
  conversationId: string;
  number: number;
  active: boolean;
  /** An offer that was accepted; the row of misses ended with it. */
  accepted: boolean;
  /** Reserved at; for a tombstone released at. */
  at: Date;
}

/** Anything that can hold a key: an agent, or a grave for a number that nobody held. */
export interface Holder {
  _id: string;
  kind: 'agent' | 'grave';
  held: Held[];
}

/** Bars an assignment number that nobody held, for as long as a late reservation may still come. */
export interface Grave extends Holder {
  kind: 'grave';
  buriedAt: Date;
}

export interface AgentDocument extends Holder {
  kind: 'agent';
  name: string;
  email: string | null;
  skills: string[];
  /** Empty: all channels. */
  channels: string[];
  capacity: number;
  presence: Presence;
  presenceSince: Date;
  /** The presence that was put last, which an automatic `away` leaves alone. */
  presencePut: Presence | null;
  /** When presence was last put, by the database's clock. */
  beatAt: Date | null;
  /** Went offline for want of beats: the presence that the next one restores. */
  returnsAs: Presence | null;
  /** Presence changed, and it is not certain yet that the agent's sessions will be told. */
  untold: boolean;
  /** Changes of presence that are not in the log of events yet, the oldest first. */
  changesUnrecorded: { presence: Presence; since: Date }[];
  missesInRow: number;
  /** When the last session left; `null` when there was none yet. */
  idleSince: Date | null;
  lastAssignedAt: Date | null;
  createdAt: Date;
  deletedAt: Date | null;
}

/** What a reservation is keyed by, in all of the collection. */
export const heldKey = (sessionId: string, number: number): string => `${sessionId}#${number}`;

export const holderSchema = documentSchema<Omit<Holder, 'kind'>>(
  {
    _id: requiredString,
    held: {
      type: [
        partSchema<Held>({
          key: requiredString,
          sessionId: requiredString,
          conversationId: requiredString,
          number: requiredNumber,
          active: requiredBoolean,
          accepted: { type: Boolean, default: false },
          at: requiredDate,
        }),
      ],
      default: [],
    },
  },
  { collection: 'agents', discriminatorKey: 'kind' },
);

/** Makes a second reservation of one assignment number impossible, at whichever agent. */
holderSchema.index(
  { 'held.key': 1 },
  { unique: true, partialFilterExpression: { 'held.key': { $exists: true } } },
);
holderSchema.index({ kind: 1, deletedAt: 1, channels: 1 });
/** Finds old graves. */
holderSchema.index({ buriedAt: 1 }, { sparse: true });

const now = () => new Date();

export const agentSchema = documentSchema<Omit<AgentDocument, keyof Holder>>(
  {
    name: requiredString,
    email: stringOrNull,
    skills: { type: [String], default: [] },
    channels: { type: [String], default: [] },
    capacity: requiredNumber,
    presence: { type: String, required: true, default: 'offline' },
    presenceSince: { type: Date, required: true, default: now },
    presencePut: stringOrNull,
    beatAt: dateOrNull,
    returnsAs: stringOrNull,
    untold: { type: Boolean, required: true, default: false },
    changesUnrecorded: {
      type: [
        partSchema<AgentDocument['changesUnrecorded'][number]>({
          presence: requiredString,
          since: requiredDate,
        }),
      ],
      default: [],
    },
    missesInRow: { type: Number, required: true, default: 0 },
    idleSince: dateOrNull,
    lastAssignedAt: dateOrNull,
    createdAt: { type: Date, required: true, default: now },
    deletedAt: dateOrNull,
  },
  {},
);

export const graveSchema = documentSchema<Omit<Grave, keyof Holder>>(
  { buriedAt: requiredDate },
  {},
);
