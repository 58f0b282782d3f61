/** A session as the API answers it, from the database or from the workflow's own view. */

import type { Author } from '../core/event.ts';
import type { SessionView } from '../core/view.ts';
import type { EventDocument } from '../models/events.ts';
import { projectionOf, type SessionDocument, type SessionProjection } from '../models/sessions.ts';
import type { DecisionJson, MessageJson, SessionJson } from './schemas/session.ts';
import type { QueuePlace } from './store/queue-places.ts';

const instant = (date: Date): string => date.toISOString();
const instantOrNull = (date: Date | null): string | null => date && instant(date);

interface BesideProjection {
  id: string;
  nextSessionId: string | null;
  queue: QueuePlace | null;
}

function sessionJson(session: SessionProjection, beside: BesideProjection): SessionJson {
  const { offer, wait } = session;
  return {
    id: beside.id,
    conversationId: session.conversationId,
    channel: session.channel,
    customer: { id: session.customer.id, name: session.customer.name },
    roomId: session.roomId,
    orderIds: session.orderIds,
    status: session.status,
    awaiting: session.awaiting,
    agentId: session.agentId,
    offer: offer && { agentId: offer.agentId, expiresAt: instant(offer.expiresAt) },
    queue: session.status === 'queued' ? beside.queue : null,
    wait: wait && {
      since: instant(wait.since),
      clockStartedAt: instantOrNull(wait.clockStartedAt),
      warnAt: instantOrNull(wait.warnAt),
      dueAt: instantOrNull(wait.dueAt),
      warned: wait.warned,
      overdue: wait.overdue,
    },
    everOverdue: session.everOverdue,
    closesAt: instantOrNull(session.closesAt),
    reassignments: session.reassignments,
    createdAt: instant(session.createdAt),
    closedAt: instantOrNull(session.closedAt),
    closeReason: session.closeReason,
    previousSessionId: session.previousSessionId,
    nextSessionId: beside.nextSessionId,
    settingsVersion: session.settingsVersion,
    token: null,
    conversion: null,
    allowedActions: session.allowedActions,
  };
}

/**
 * As it was last saved.
 *
 * @param queue where it stands in the queue, as far as that was looked up
 */
export function savedSessionJson(
  session: SessionDocument,
  queue: QueuePlace | null = null,
): SessionJson {
  return sessionJson(session, { id: session._id, nextSessionId: session.nextSessionId, queue });
}

/** As the workflow has it now: a session that it still knows has no successor yet. */
export function viewedSessionJson(view: SessionView, queue: QueuePlace | null = null): SessionJson {
  return sessionJson(projectionOf(view), { id: view.id, nextSessionId: null, queue });
}

const authorJson = ({
  type,
  id,
}: Author | { type: 'customer'; id: string }): MessageJson['author'] => ({
  type,
  id,
});

/** A `message.created`. */
export function messageJson({ sequence, at, message }: EventDocument): MessageJson[] {
  if (message === null) return [];
  return [
    {
      messageId: message.messageId,
      sequence,
      at: instant(at),
      author: authorJson(message.author),
      visibility: message.visibility,
      text: message.text,
      delivery: null,
    },
  ];
}

/** An event that the rules decided. */
export function decisionJson(event: EventDocument): DecisionJson[] {
  const { sequence, type, processedAt, settingsVersion, reason } = event;
  if (reason === null) return [];
  return [
    {
      sequence,
      what: type,
      dueAt: instantOrNull(reason.dueAt),
      processedAt: instant(processedAt),
      trigger: reason.trigger,
      rule: reason.rule,
      settingsVersion,
      candidates: (reason.candidates ?? []).map(({ agentId, reason: why }) => ({
        agentId,
        reason: why,
      })),
    },
  ];
}
