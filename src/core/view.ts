/** A session as the world sees it: kept in MongoDB, and told by the workflow. Armed timers are told by the workflow alone. */

import { closesAt, responseDeadline, warningInstant } from './deadline.ts';
import type { Customer } from './event.ts';
import type { Awaiting, CloseReason, Session, SessionStatus } from './session.ts';

export interface SessionView {
  id: string;
  conversationId: string;
  channel: string;
  customer: Customer;
  roomId: string | null;
  orderIds: string[];
  attributes: Record<string, string>;
  skill: string | null;
  status: SessionStatus;
  awaiting: Awaiting;
  agentId: string | null;
  lastAgentId: string | null;
  offer: { agentId: string; offeredAtMs: number; expiresAtMs: number } | null;
  wait: {
    sinceMs: number;
    clockStartedAtMs: number | null;
    warnAtMs: number | null;
    dueAtMs: number | null;
    warned: boolean;
    overdue: boolean;
  } | null;
  hold: { sinceMs: number; untilMs: number } | null;
  everOverdue: boolean;
  overdueCount: number;
  latenessMs: number;
  closesAtMs: number | null;
  reassignments: number;
  createdAtMs: number;
  closedAtMs: number | null;
  closeReason: CloseReason | null;
  previousSessionId: string | null;
  settingsVersion: number;
  /** Latest event number. */
  sequence: number;
  /** Guards the projection with the instant below: what was decided earlier never overwrites what came later. */
  revision: number;
  processedAtMs: number;
}

/** Projects a session; instants in epoch milliseconds. */
export function viewOf(session: Session): SessionView {
  const { offer, wait } = session;
  return {
    id: session.id,
    conversationId: session.conversationId,
    channel: session.channel,
    customer: session.customer,
    roomId: session.roomId,
    orderIds: session.orderIds,
    attributes: session.attributes,
    skill: session.skill,
    status: session.status,
    awaiting: session.awaiting,
    agentId: session.serving?.agentId ?? whoServedClosed(session),
    lastAgentId: session.lastAgentId,
    offer: offer && {
      agentId: offer.agentId,
      offeredAtMs: offer.offeredAtMs,
      expiresAtMs: offer.offeredAtMs + session.settings.values.reception.acceptSeconds * 1000,
    },
    wait: wait && {
      sinceMs: wait.sinceMs,
      clockStartedAtMs: wait.clockStartedAtMs,
      warnAtMs: warningInstant(session),
      dueAtMs: responseDeadline(session),
      warned: wait.warnedAtMs !== null,
      overdue: wait.overdueAtMs !== null,
    },
    hold: session.hold,
    everOverdue: session.everOverdue,
    overdueCount: session.overdueCount,
    latenessMs: session.latenessMs,
    closesAtMs: closesAt(session),
    reassignments: session.reassignments,
    createdAtMs: session.createdAtMs,
    closedAtMs: session.closedAtMs,
    closeReason: session.closeReason,
    previousSessionId: session.previousSessionId,
    settingsVersion: session.settings.version,
    sequence: session.sequence,
    revision: session.revision,
    processedAtMs: session.processedAtMs,
  };
}

/** A closed session is still found under the agent who served it last. */
function whoServedClosed(session: Session): string | null {
  return session.status === 'closed' && session.firstServedAtMs !== null
    ? session.lastAgentId
    : null;
}
