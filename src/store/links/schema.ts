/**
 * Links by which customers join. A conversation has one at a time, in one document, so that issuing a link and revoking
 * the one before it are one atomic write.
 */

import {
  dateOrNull,
  documentSchema,
  requiredBoolean,
  requiredDate,
  requiredNumber,
  requiredString,
} from '../schema.ts';
import type { TokenMark } from '../sessions/schema.ts';

export interface TokenLinkDocument {
  /** The conversation's ID. */
  _id: string;
  /** The session it was issued for: its customer reads from there on. */
  sessionId: string;
  /** Keyed hash of the token, by which it is found. */
  hash: string;
  /** The token, sealed: whoever may see the session may see its link. */
  sealed: string;
  issuedAt: Date;
  /** `null`: never. */
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Hashes of earlier links, which answer that they are over rather than that they never were. */
  past: string[];
  /** Counts the changes. */
  revision: number;
  /** The mark may not show this revision yet. */
  unmarked: boolean;
}

export const tokenLinkSchema = documentSchema<TokenLinkDocument>(
  {
    _id: requiredString,
    sessionId: requiredString,
    hash: requiredString,
    sealed: requiredString,
    issuedAt: requiredDate,
    expiresAt: dateOrNull,
    revokedAt: dateOrNull,
    past: [String],
    revision: requiredNumber,
    unmarked: requiredBoolean,
  },
  { collection: 'tokenLinks' },
);

tokenLinkSchema.index({ hash: 1 }, { unique: true });
tokenLinkSchema.index({ past: 1 });
tokenLinkSchema.index({ unmarked: 1 }, { partialFilterExpression: { unmarked: true } });

/** The part of a link that searches need. */
export function markOf({ revision, revokedAt, expiresAt }: TokenLinkDocument): TokenMark {
  const endless = expiresAt === null;
  const state = revokedAt !== null ? 'revoked' : endless ? 'endless' : 'timed';
  return { revision, state, endless, expiresAt };
}

export const LINK_STATUSES = ['active', 'expired', 'revoked'] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** Worked out when it is asked for, so it is never stale. */
export function linkStatus(
  { revokedAt, expiresAt }: Pick<TokenLinkDocument, 'revokedAt' | 'expiresAt'>,
  nowMs: number,
): LinkStatus {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt.getTime() <= nowMs ? 'expired' : 'active';
}
