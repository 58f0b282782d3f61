/** A session as the API answers it, from the database or from the workflow's own view. */

import { ACTIONS, actionsFor, type Standing } from '../../core/allowed.ts';
import type { Author, Giver } from '../../core/event.ts';
import type { SessionView } from '../../core/view.ts';
import type { DeliveryStatus } from '../../store/webhooks/delivery-schema.ts';
import type { EventDocument } from '../../store/events/schema.ts';
import {
  projectionOf,
  type Conversion,
  type SessionDocument,
  type SessionProjection,
} from '../../store/sessions/schema.ts';
import type { DecisionJson, MessageJson } from './schemas.ts';
import type { SessionJson } from './shape.ts';
import type { QueuePlace } from '../../store/queue/places.ts';

const instant = (date: Date): string => date.toISOString();
const instantOrNull = (date: Date | null): string | null => date && instant(date);

/** Facts that are no part of the session's own state; `null`: none, or not looked up. */
export interface BesideSession {
  queue: QueuePlace | null;
  token: SessionJson['token'];
  /** The caller, for whom actions are allowed or refused. */
  giver: Giver;
}

interface BesideProjection extends BesideSession {
  id: string;
  nextSessionId: string | null;
  conversion: Conversion | null;
}

function actionsJson(
  session: Standing,
  giver: Giver,
): Pick<SessionJson, 'allowedActions' | 'refusedActions'> {
  const codes = actionsFor(session, giver);
  const refused = Object.entries(codes).filter(([, code]) => code !== null);
  return {
    allowedActions: ACTIONS.filter((action) => codes[action] === null),
    refusedActions: Object.fromEntries(refused),
  };
}

function sessionJson(session: SessionProjection, beside: BesideProjection): SessionJson {
  const { offer, wait, hold } = session;
  const { conversion } = beside;
  return {
    id: beside.id,
    conversationId: session.conversationId,
    channel: session.channel,
    customer: { id: session.customer.id, name: session.customer.name },
    roomId: session.roomId,
    orderIds: session.orderIds,
    attributes: session.attributes,
    skill: session.skill,
    status: session.status,
    awaiting: session.awaiting,
    agentId: session.agentId,
    lastAgentId: session.lastAgentId,
    offer: offer && {
      agentId: offer.agentId,
      offeredAt: instant(offer.offeredAt),
      expiresAt: instant(offer.expiresAt),
    },
    queue: session.status === 'queued' ? beside.queue : null,
    wait: wait && {
      since: instant(wait.since),
      clockStartedAt: instantOrNull(wait.clockStartedAt),
      warnAt: instantOrNull(wait.warnAt),
      dueAt: instantOrNull(wait.dueAt),
      warned: wait.warned,
      overdue: wait.overdue,
    },
    hold: hold ? { since: instant(hold.since), until: instant(hold.until) } : null,
    everOverdue: session.everOverdue,
    overdueCount: session.overdueCount,
    latenessSeconds: Math.round(session.latenessMs / 1000),
    closesAt: instantOrNull(session.closesAt),
    reassignments: session.reassignments,
    createdAt: instant(session.createdAt),
    closedAt: instantOrNull(session.closedAt),
    closeReason: session.closeReason,
    previousSessionId: session.previousSessionId,
    nextSessionId: beside.nextSessionId,
    settingsVersion: session.settingsVersion,
    sequence: session.sequence,
    token: beside.token,
    conversion: conversion && {
      done: conversion.done,
      kind: conversion.kind,
      value: conversion.value,
      currency: conversion.currency,
    },
    ...actionsJson(session, beside.giver),
  };
}

/** As it was last saved. */
export function savedSessionJson(session: SessionDocument, beside: BesideSession): SessionJson {
  const { _id: id, nextSessionId, conversion } = session;
  return sessionJson(session, { id, nextSessionId, conversion, ...beside });
}

/** As the workflow has it now: a session that it still knows has no successor yet. */
export function viewedSessionJson(
  view: SessionView,
  beside: BesideSession & { conversion: Conversion | null },
): SessionJson {
  return sessionJson(projectionOf(view), { id: view.id, nextSessionId: null, ...beside });
}

const authorJson = ({
  type,
  id,
}: Author | { type: 'customer'; id: string }): MessageJson['author'] => ({
  type,
  id,
});

/** A `message.created`, and how far it is on its way to the customer. */
export function messageJson(
  { sequence, at, message }: EventDocument,
  deliveries: ReadonlyMap<string, DeliveryStatus>,
): MessageJson[] {
  if (message === null) return [];
  return [
    {
      messageId: message.messageId,
      sequence,
      at: instant(at),
      author: authorJson(message.author),
      visibility: message.visibility,
      text: message.text,
      delivery: deliveries.get(message.messageId) ?? null,
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
