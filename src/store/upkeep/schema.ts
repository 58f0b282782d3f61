/** What the schedules remember between their runs. */

import type { FindingKind } from '../../contract/upkeep.ts';
import {
  documentSchema,
  numberOrNull,
  requiredBoolean,
  requiredDate,
  requiredString,
  stringOrNull,
} from '../schema.ts';

/** When the watch over presence last looked. */
export interface WatchDocument {
  _id: 'presence';
  /** The latest looks, the oldest first. */
  looks: Date[];
}

/** Something that should not have been, each once: a count of them that grows means a bug or a fault. */
export interface FindingDocument {
  /** What it is about, with its kind. */
  _id: string;
  kind: FindingKind;
  sessionId: string | null;
  agentId: string | null;
  /** The assignment number. */
  number: number | null;
  /** One sentence. */
  detail: string;
  mended: boolean;
  at: Date;
}

export const watchSchema = documentSchema<WatchDocument>(
  { _id: requiredString, looks: [Date] },
  { collection: 'watches' },
);

export const findingSchema = documentSchema<FindingDocument>(
  {
    _id: requiredString,
    kind: requiredString,
    sessionId: stringOrNull,
    agentId: stringOrNull,
    number: numberOrNull,
    detail: requiredString,
    mended: requiredBoolean,
    at: requiredDate,
  },
  { collection: 'findings' },
);

findingSchema.index({ at: 1 });
findingSchema.index({ kind: 1, at: 1 });
