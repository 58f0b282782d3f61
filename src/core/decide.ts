/** The rules' front door: a session and an event in, the next session and its effects out. Pure. */

import { forbids, standingOf, type Action } from './allowed.ts';
import { end } from './closing.ts';
import { agentPresence, assign, transfer } from './commands.ts';
import { draftOf, type Draft } from './draft.ts';
import type { Effect } from './effect.ts';
import type { Command, OpeningEvent, SessionEvent } from './event.ts';
import { hold, resumeByCommand } from './holding.ts';
import { addContactDetails, customerMessage, reply } from './messages.ts';
import { opened, succeeded, type OpeningFacts } from './opening.ts';
import { accept, decline } from './reception.ts';
import type { Refusal } from './refusal.ts';
import { agentFound, effectFailed, noAgentFound } from './search-result.ts';
import { seek } from './search.ts';
import { keptMessage, type Session } from './session.ts';
import { fireDue } from './timers.ts';

export type Decision =
  { accepted: true; session: Session; effects: Effect[] } | { accepted: false; refusal: Refusal };

/**
 * Applies one event to a session.
 *
 * A message already kept changes nothing. A customer's contact on a closed session answers with its successor.
 * The session passed in is never written on.
 *
 * @param nowMs the workflow's clock, epoch milliseconds
 */
export function decide(session: Session, event: SessionEvent, nowMs: number): Decision {
  if (isOpening(event)) return contact(session, event, nowMs);
  const draft = draftOf(session, nowMs);
  const refusal = apply(draft, event);
  return refusal ? { accepted: false, refusal } : finished(session, draft);
}

/** Opens the first session of a run. */
export function open(
  conversation: { conversationId: string; channel: string },
  facts: OpeningFacts,
  event: OpeningEvent,
  nowMs: number,
): { session: Session; effects: Effect[] } {
  const draft = opened(conversation, facts, event, nowMs);
  return { session: revised(draft), effects: draft.effects };
}

const isOpening = (event: SessionEvent): event is OpeningEvent =>
  event.type === 'customerMessage' || event.type === 'open';

function contact(session: Session, event: OpeningEvent, nowMs: number): Decision {
  if (event.type === 'customerMessage' && keptMessage(session, event.messageKey) !== null) {
    return { accepted: true, session, effects: [] };
  }
  if (session.status === 'closed') {
    return repeatsOpening(session, event)
      ? { accepted: true, session, effects: [] }
      : finished(session, succeeded(session, event, nowMs));
  }
  const draft = draftOf(session, nowMs);
  if (event.type === 'open') addContactDetails(draft, event);
  else customerMessage(draft, event);
  return finished(session, draft);
}

/** The request that opened this very session, or the one before it, delivered again. */
const repeatsOpening = (session: Session, event: OpeningEvent): boolean =>
  event.newSessionId === session.id || event.newSessionId === session.previousSessionId;

function finished(before: Session, draft: Draft): Decision {
  if (!draft.changed) return { accepted: true, session: before, effects: draft.effects };
  return { accepted: true, session: revised(draft), effects: draft.effects };
}

function revised({ session, nowMs }: Draft): Session {
  session.revision += 1;
  session.processedAtMs = nowMs;
  return session;
}

function apply(draft: Draft, event: Exclude<SessionEvent, OpeningEvent>): Refusal | null {
  switch (event.type) {
    case 'agentFound':
      agentFound(draft, event);
      return null;
    case 'noAgentFound':
      noAgentFound(draft, event);
      return null;
    case 'agentPresence':
      agentPresence(draft, event);
      return null;
    case 'effectFailed':
      effectFailed(draft, event);
      return null;
    case 'settingsLoaded':
      pinSettings(draft, event);
      return null;
    case 'calendarExtended':
      extendCalendar(draft, event);
      return null;
    case 'tick':
      fireDue(draft);
      return null;
    case 'reply':
    case 'accept':
    case 'decline':
    case 'assign':
    case 'transfer':
    case 'hold':
    case 'resume':
    case 'end':
      return command(draft, event);
  }
}

function command(draft: Draft, event: Command): Refusal | null {
  const { session } = draft;
  if (event.type === 'reply') {
    const kept = keptMessage(session, event.messageKey);
    if (kept) return repeated(kept.digest, event.digest);
  }
  const ahead = event.type === 'accept' || event.type === 'decline';
  // The offer itself tells more about an accept than the state: see `accept`.
  const refusal =
    ahead && session.status !== 'closed'
      ? null
      : forbids(standingOf(session), actionOf(event), event.giver);
  if (refusal) return refusal;
  switch (event.type) {
    case 'reply':
      return reply(draft, event);
    case 'accept':
      return accept(draft, event);
    case 'decline':
      return decline(draft, event);
    case 'assign':
      assign(draft, event);
      return null;
    case 'transfer':
      transfer(draft, event);
      return null;
    case 'hold':
      return hold(draft, event);
    case 'resume':
      return resumeByCommand(draft, event);
    case 'end':
      return end(draft, event);
  }
}

function actionOf(event: Command): Action {
  if (event.type !== 'reply') return event.type;
  const speaks = event.author.type === 'agent' && event.visibility === 'public';
  return speaks ? 'reply' : 'note';
}

const repeated = (keptDigest: string, digest: string): Refusal | null =>
  keptDigest === digest
    ? null
    : { code: 'message_id_reused', detail: 'This message ID was used for another message.' };

function pinSettings(draft: Draft, event: Extract<SessionEvent, { type: 'settingsLoaded' }>): void {
  const { session } = draft;
  if (event.sessionId !== session.id || session.status === 'closed') return;
  if (!session.settingsProvisional) return;
  session.settings = event.settings;
  session.settingsProvisional = false;
  draft.changed = true;
  if (session.status === 'queued' && session.search === null) seek(draft, 'queue');
}

function extendCalendar(
  draft: Draft,
  event: Extract<SessionEvent, { type: 'calendarExtended' }>,
): void {
  const { session } = draft;
  if (event.sessionId !== session.id || session.status === 'closed') return;
  if (!session.extendingCalendar) return;
  session.settings = { ...session.settings, calendar: event.calendar };
  session.extendingCalendar = false;
  draft.changed = true;
}
