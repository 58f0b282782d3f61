/** An alert that no session raised itself: kept for the supervisors, and told to integrators. */

import { isDuplicateKey } from '../../store/errors.ts';
import type { WorkspaceFacts } from '../../contract/public-event.ts';
import { eventLog, nextPosition } from '../../store/events/schema.ts';
import { raw } from '../../store/raw.ts';
import type { ActivityContext } from '../context.ts';

export interface SupervisorAlert {
  /** The same alert is raised once. */
  key: string;
  /** The session it is about. */
  session: { sessionId: string; conversationId: string; channel: string } | null;
  data: WorkspaceFacts['supervisor.alert'];
  /** One sentence. */
  text: string;
}

/** Tells the supervisors in their inbox, and everybody who listens by a `supervisor.alert`. */
export async function alertSupervisors(
  { models }: ActivityContext,
  { key, session, data, text }: SupervisorAlert,
): Promise<void> {
  const at = new Date();
  const notification = {
    _id: key,
    agentId: null,
    kind: 'supervisor_alert' as const,
    sessionId: session?.sessionId ?? null,
    conversationId: session?.conversationId ?? null,
    channel: session?.channel ?? null,
    at,
    dueAt: null,
    text,
  };
  await once(raw(models.notifications).insertOne(notification));
  const event = {
    _id: `alert:${key}`,
    type: 'supervisor.alert' as const,
    at,
    channel: session?.channel ?? null,
    sessionId: null,
    about: session && { sessionId: session.sessionId, conversationId: session.conversationId },
    data,
    position: nextPosition(),
  };
  await once(eventLog(models.events).insertOne(event));
}

async function once(insertion: Promise<unknown>): Promise<void> {
  try {
    await insertion;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
