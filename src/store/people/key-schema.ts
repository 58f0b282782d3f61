/** API keys. A key itself is kept nowhere: only its digest, by which one that is presented is recognized. */

import {
  dateOrNull,
  documentSchema,
  requiredDate,
  requiredString,
  stringOrNull,
} from '../schema.ts';

export interface KeyDocument {
  /** Stands in the key itself, so that it is found without its secret. */
  _id: string;
  name: string;
  role: 'integration' | 'agent' | 'supervisor' | 'admin';
  /** The agent that its bearer is. */
  agentId: string | null;
  /** `null`: all. */
  channels: string[] | null;
  /** SHA-256 of the whole key, in base64url. */
  digest: string;
  createdAt: Date;
  /** Who made it: a caller's ID. */
  createdBy: string;
  /** To the minute. */
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export const keySchema = documentSchema<KeyDocument>(
  {
    _id: requiredString,
    name: requiredString,
    role: requiredString,
    agentId: stringOrNull,
    channels: { type: [String], default: null },
    digest: requiredString,
    createdAt: requiredDate,
    createdBy: requiredString,
    lastUsedAt: dateOrNull,
    expiresAt: dateOrNull,
    revokedAt: dateOrNull,
  },
  { collection: 'keys' },
);

/** Finds an agent's keys when the agent is deleted. */
keySchema.index({ agentId: 1 }, { partialFilterExpression: { agentId: { $type: 'string' } } });
