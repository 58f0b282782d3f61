/** Events in the log as integrators see them (docs/api.md, "Events"). */

import { createHash } from 'node:crypto';
import {
  EVENT_TYPES,
  type EventData,
  type EventType,
  type PublicEvent,
} from '../../contract/public-event.ts';
import type { Facts } from '../../core/effect.ts';
import type { EventDocument, StoredEvent } from './schema.ts';

/**
 * Steps of the rules that are not listed are of no concern outside: who asks why finds them among the decisions. A
 * transfer ends in an assignment, and is told as one.
 */
function publicType(type: StoredEvent['type']): EventType | null {
  if (type === 'session.transferred') return 'session.assigned';
  return EVENT_TYPES.find((known) => known === type) ?? null;
}

/**
 * The event that integrators see.
 *
 * @returns `null` for a step that only the log of decisions tells
 */
export function publicEvent(stored: StoredEvent): PublicEvent | null {
  const type = publicType(stored.type);
  if (type === null) return null;
  const at = stored.at.toISOString();
  const event = isOfSession(stored)
    ? {
        id: publicId(stored),
        type,
        at,
        sessionId: stored.sessionId,
        conversationId: stored.conversationId,
        sequence: stored.sequence,
        data: dataOf(stored),
      }
    : {
        id: stored._id,
        type,
        at,
        sessionId: stored.about?.sessionId ?? null,
        conversationId: stored.about?.conversationId ?? null,
        sequence: null,
        data: stored.data,
      };
  // Facts were checked by type where they were recorded; the log holds all types alike.
  return event as PublicEvent;
}

/** Tells a session's event from one of the installation. */
function isOfSession(stored: StoredEvent): stored is EventDocument {
  return stored.sessionId !== null;
}

/**
 * What a later decision puts under the same number (docs/decisions/0006) is another event, or whoever forgets what it
 * has seen would lose it; the same event decided again stays the same.
 */
function publicId({ _id, type, message, data }: EventDocument): string {
  const facts = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify([type, message?.messageId ?? null, facts]);
  return `${_id}:${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

function dataOf({ type, channel, message, data }: EventDocument): object {
  if (message === null) {
    const facts = Object.entries(data).map(([name, value]) => publicFact(name, value));
    return { channel, ...Object.fromEntries(facts) };
  }
  const { messageId, visibility, text } = message;
  const author = { type: message.author.type, id: message.author.id };
  const told: EventData['message.created'] = { channel, messageId, author, visibility, text };
  if (type !== 'message.outbound') return told;
  const { customerId, roomId } = data as Facts['message.outbound'];
  return { ...told, customer: { id: customerId }, roomId };
}

type Fact = EventDocument['data'][string];

/** Instants and durations as the API writes them. */
function publicFact(name: string, value: Fact): [string, Fact] {
  if (!name.endsWith('Ms')) return [name, value];
  const bare = name.slice(0, -2);
  if (bare === 'until') {
    return [bare, typeof value === 'number' ? new Date(value).toISOString() : null];
  }
  return [`${bare}Seconds`, typeof value === 'number' ? Math.round(value / 1000) : null];
}
