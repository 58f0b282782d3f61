/** Who did what that somebody may ask about later; nothing secret, and no text of a customer. */

import { documentSchema, mixed, partSchema, requiredDate, requiredString } from '../schema.ts';

/** Everything that leaves an entry. */
export const AUDITED = [
  'refused',
  'key.created',
  'key.revoked',
  'agent.created',
  'agent.edited',
  'agent.deleted',
  'user.signed_in',
  'user.signed_out',
  'user.created',
  'user.edited',
  'user.deleted',
  'webhook.created',
  'webhook.edited',
  'webhook.deleted',
  'webhook.secret_rotated',
  'settings.saved',
  'session.taken_over',
  'sessions.exported',
] as const;

export type Audited = (typeof AUDITED)[number];

/** What an entry says beside who, when and where from. */
export type AuditFacts = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

export interface AuditDocument {
  /** A ULID: later ones sort after earlier ones. */
  _id: string;
  at: Date;
  what: Audited;
  who: { id: string; name: string; role: string };
  requestId: string;
  /** Where the request came from. */
  address: string;
  facts: AuditFacts;
  /** When it may be cleared away. */
  keepUntil: Date;
}

export const auditSchema = documentSchema<AuditDocument>(
  {
    _id: requiredString,
    at: requiredDate,
    what: requiredString,
    who: {
      type: partSchema<AuditDocument['who']>({
        id: requiredString,
        name: requiredString,
        role: requiredString,
      }),
      required: true,
    },
    requestId: requiredString,
    address: requiredString,
    facts: { type: mixed, default: {} },
    keepUntil: requiredDate,
  },
  { collection: 'audit' },
);

auditSchema.index({ what: 1, _id: -1 });
auditSchema.index({ keepUntil: 1 });
