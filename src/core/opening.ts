/** How a session begins: on first contact, or as the successor of a closed one. */

import { because, draftOf, record, stamp, type Draft } from './draft.ts';
import type { OpeningEvent } from './event.ts';
import { addContactDetails, customerMessage } from './messages.ts';
import { seek } from './search.ts';
import { KEPT_LIMIT, keptMessage, type KeptMessage, type Session } from './session.ts';
import type { PinnedSettings } from './settings.ts';

/** What a session has to know when it opens, beside the event that opens it. */
export interface OpeningFacts {
  settings: PinnedSettings;
  previousSessionId: string | null;
  lastAgentId: string | null;
  /** Message keys that an earlier session of the conversation kept. */
  kept: Record<string, KeptMessage>;
}

interface Conversation {
  conversationId: string;
  channel: string;
}

/** A session before anything happened; fresh nested values each time, so that no two sessions share one. */
const untouched = () =>
  ({
    roomId: null,
    orderIds: [],
    attributes: {},
    skill: null,
    extendingCalendar: false,
    calendarAskedAtMs: null,
    status: 'queued',
    awaiting: 'none',
    closedAtMs: null,
    closeReason: null,
    wait: null,
    idle: null,
    serving: null,
    offer: null,
    fallback: null,
    hold: null,
    createdAtMs: 0,
    queuedSinceMs: 0,
    search: null,
    directed: null,
    assignmentNumber: 0,
    round: { tried: [], endedAtMs: null },
    expiredOffers: [],
    firstServedAtMs: null,
    everOverdue: false,
    overdueCount: 0,
    latenessMs: 0,
    reassignments: 0,
    hops: 0,
    sequence: 0,
    revision: 0,
    processedAtMs: 0,
    kept: {},
  }) satisfies Partial<Session>;

/** Opens the first session of a run, with what its first activity brought. */
export function opened(
  conversation: Conversation,
  facts: OpeningFacts,
  event: OpeningEvent,
  nowMs: number,
): Draft {
  return begin(
    {
      ...untouched(),
      ...conversation,
      id: event.newSessionId,
      customer: event.customer,
      settings: facts.settings,
      settingsProvisional: false,
      previousSessionId: facts.previousSessionId,
      lastAgentId: facts.lastAgentId,
      lastAtMs: 0,
      earlier: facts.kept,
    },
    event,
    nowMs,
  );
}

/** Opens the successor of a closed session at once, under its settings until those in force have been read. */
export function succeeded(closed: Session, event: OpeningEvent, nowMs: number): Draft {
  const draft = begin(
    {
      ...untouched(),
      conversationId: closed.conversationId,
      channel: closed.channel,
      id: event.newSessionId,
      customer: { id: event.customer.id, name: event.customer.name ?? closed.customer.name },
      settings: closed.settings,
      settingsProvisional: true,
      previousSessionId: closed.id,
      lastAgentId: closed.lastAgentId,
      lastAtMs: closed.lastAtMs,
      earlier: earlierThan(closed),
    },
    event,
    nowMs,
  );
  draft.effects.push({
    type: 'loadSettings',
    sessionId: draft.session.id,
    channel: closed.channel,
  });
  return draft;
}

/** What sessions before it kept; the oldest are forgotten first, and a unique index stands behind them. */
function earlierThan(closed: Session): Session['earlier'] {
  const own = Object.keys(closed.kept).flatMap((messageKey) => {
    const kept = keptMessage(closed, messageKey);
    return kept ? [[messageKey, kept] as const] : [];
  });
  return Object.fromEntries([...Object.entries(closed.earlier), ...own].slice(-KEPT_LIMIT));
}

function begin(empty: Session, event: OpeningEvent, nowMs: number): Draft {
  const draft = draftOf(empty, nowMs);
  const { session } = draft;
  const atMs = stamp(draft, event.atMs);
  session.createdAtMs = atMs;
  session.queuedSinceMs = atMs;
  const trigger = event.type === 'open' ? 'opened by request' : 'customer message';
  const rule =
    session.previousSessionId === null
      ? 'First contact opens a session'
      : 'Contact after the close opens a successor';
  record(draft, 'session.started', {
    atMs,
    reason: because(trigger, rule),
    data: { previousSessionId: session.previousSessionId },
  });
  if (event.type === 'open') addContactDetails(draft, event);
  else customerMessage(draft, event);
  seek(draft, 'queue');
  return draft;
}
