/** An alert that no session raised itself: kept for the supervisors, and told to integrators. */

import type { WorkspaceFacts } from '../../contract/public-event.ts';
import { recordAlert } from '../../store/events/workspace.ts';
import { keepNotification } from '../../store/notifications/inbox.ts';
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
  await keepNotification(models, {
    _id: key,
    agentId: null,
    kind: 'supervisor_alert',
    sessionId: session?.sessionId ?? null,
    conversationId: session?.conversationId ?? null,
    channel: session?.channel ?? null,
    at,
    dueAt: null,
    text,
  });
  await recordAlert(models, { key, at, session, data });
}
