/** Sessions as lists and pages read them: the workflow's projection, beside the fields that others own. */

import type { Customer } from '../../core/event.ts';
import type { SessionView } from '../../core/view.ts';
import { nameKeys } from './customer-name.ts';
import {
  dateOrNull,
  documentSchema,
  mixed,
  numberOrNull,
  partOrNull,
  requiredBoolean,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';

/** Parts of the view that hold instants, and so look different here. */
type Instants =
  | 'id'
  | 'offer'
  | 'wait'
  | 'hold'
  | 'closesAtMs'
  | 'createdAtMs'
  | 'closedAtMs'
  | 'processedAtMs'
  | 'latenessMs';

/** What the workflow owns: `view.ts` with instants as dates. Replaced as a whole, by a later decision only. */
export interface SessionProjection extends Omit<SessionView, Instants> {
  offer: { agentId: string; offeredAt: Date; expiresAt: Date } | null;
  wait: {
    since: Date;
    clockStartedAt: Date | null;
    warnAt: Date | null;
    dueAt: Date | null;
    warned: boolean;
    overdue: boolean;
  } | null;
  /** Missing in what was saved before holds were part of the view. */
  hold?: { since: Date; until: Date } | null;
  latenessMs: number;
  closesAt: Date | null;
  createdAt: Date;
  closedAt: Date | null;
  /** When the workflow decided it. */
  processedAt: Date;
  /** As in `wait`, for the index of every session. */
  overdue: boolean;
  /** The customer's name as it is searched for. */
  nameKey: string | null;
  namePrefixes: string[];
}

export interface Conversion {
  done: boolean;
  kind: string | null;
  value: number | null;
  currency: string | null;
  at: Date;
}

/** What a session's place in searches says of the conversation's token link; the link itself is `token-links.ts`. */
export interface TokenMark {
  /** Of the link; a mark never goes back to an earlier one. */
  revision: number;
  /** Not the status, which depends on when it is asked for. */
  state: 'timed' | 'endless' | 'revoked';
  endless: boolean;
  expiresAt: Date | null;
}

/** Fields of a session that the workflow does not own; it leaves them alone. */
interface BesideProjection {
  /** Set once, by whoever saves the successor or the close. */
  nextSessionId: string | null;
  /** Set by the API. */
  conversion: Conversion | null;
  converted: boolean;
  /** On the latest session of a conversation that has a link. */
  token: TokenMark | null;
}

export interface SessionDocument extends SessionProjection, BesideProjection {
  /** The session's ID. */
  _id: string;
}

/** As they are on a new session. */
export const besideNewProjection = (): BesideProjection => ({
  nextSessionId: null,
  conversion: null,
  converted: false,
  token: null,
});

const offer = partOrNull<NonNullable<SessionProjection['offer']>>({
  agentId: requiredString,
  offeredAt: requiredDate,
  expiresAt: requiredDate,
});

const wait = partOrNull<NonNullable<SessionProjection['wait']>>({
  since: requiredDate,
  clockStartedAt: dateOrNull,
  warnAt: dateOrNull,
  dueAt: dateOrNull,
  warned: requiredBoolean,
  overdue: requiredBoolean,
});

const hold = partOrNull<NonNullable<SessionProjection['hold']>>({
  since: requiredDate,
  until: requiredDate,
});

const conversion = partOrNull<Conversion>({
  done: requiredBoolean,
  kind: stringOrNull,
  value: numberOrNull,
  currency: stringOrNull,
  at: requiredDate,
});

const token = partOrNull<TokenMark>({
  revision: requiredNumber,
  state: requiredString,
  endless: requiredBoolean,
  expiresAt: dateOrNull,
});

export const sessionSchema = documentSchema<SessionDocument>(
  {
    _id: requiredString,
    conversationId: requiredString,
    channel: requiredString,
    customer: partOrNull<Customer>({ id: requiredString, name: stringOrNull }),
    roomId: stringOrNull,
    orderIds: [String],
    attributes: { type: mixed, default: {} },
    skill: stringOrNull,
    status: requiredString,
    awaiting: requiredString,
    agentId: stringOrNull,
    lastAgentId: stringOrNull,
    offer,
    wait,
    hold,
    everOverdue: requiredBoolean,
    overdueCount: requiredNumber,
    latenessMs: requiredNumber,
    closesAt: dateOrNull,
    reassignments: requiredNumber,
    createdAt: requiredDate,
    closedAt: dateOrNull,
    closeReason: stringOrNull,
    previousSessionId: stringOrNull,
    settingsVersion: requiredNumber,
    sequence: requiredNumber,
    revision: requiredNumber,
    processedAt: requiredDate,
    overdue: requiredBoolean,
    nameKey: stringOrNull,
    namePrefixes: [String],
    nextSessionId: stringOrNull,
    conversion,
    converted: { type: Boolean, default: false },
    token,
  },
  { collection: 'sessions' },
);

/** Newest first, in pages that neither skip nor repeat. */
const newestFirst = { createdAt: -1, _id: -1 } as const;

sessionSchema.index(newestFirst);

/** Every filter has an index that ends in the order of the list, so that a page costs the same at any size. */
for (const field of [
  'status',
  'overdue',
  'agentId',
  // Whole, not partial: beside another condition a partial index is not considered.
  'offer.agentId',
  'channel',
  'closeReason',
  'settingsVersion',
  'orderIds',
  'roomId',
  'namePrefixes',
  'converted',
  'token.endless',
  'conversationId',
]) {
  sessionSchema.index({ [field]: 1, ...newestFirst });
}
// What has expired is told from the index alone.
sessionSchema.index({ 'token.state': 1, ...newestFirst, 'token.expiresAt': 1 });
sessionSchema.index({ 'token.expiresAt': 1, _id: 1 });
// For beginnings longer than the prefixes: few names share one.
sessionSchema.index({ nameKey: 1 });
sessionSchema.index(
  { previousSessionId: 1 },
  { partialFilterExpression: { previousSessionId: { $type: 'string' } } },
);

const instant = (ms: number): Date => new Date(ms);
const instantOrNull = (ms: number | null): Date | null => (ms === null ? null : instant(ms));

/** The stored form of a session's view. */
export function projectionOf(view: SessionView): SessionProjection {
  const { id, offer, wait, hold, closesAtMs, createdAtMs, closedAtMs, processedAtMs, ...same } =
    view;
  return {
    ...same,
    offer: offer && {
      agentId: offer.agentId,
      offeredAt: instant(offer.offeredAtMs),
      expiresAt: instant(offer.expiresAtMs),
    },
    wait: wait && {
      since: instant(wait.sinceMs),
      clockStartedAt: instantOrNull(wait.clockStartedAtMs),
      warnAt: instantOrNull(wait.warnAtMs),
      dueAt: instantOrNull(wait.dueAtMs),
      warned: wait.warned,
      overdue: wait.overdue,
    },
    hold: hold && { since: instant(hold.sinceMs), until: instant(hold.untilMs) },
    closesAt: instantOrNull(closesAtMs),
    createdAt: instant(createdAtMs),
    closedAt: instantOrNull(closedAtMs),
    processedAt: instant(processedAtMs),
    overdue: wait?.overdue ?? false,
    ...nameKeys(view.customer.name),
  };
}
