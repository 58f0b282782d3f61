/** Tells agents and supervisors something, on every channel that there is. */

import type { Notification } from '../../core/effect.ts';
import { keepNotification } from '../../store/notifications/inbox.ts';
import type { ActivityContext } from '../context.ts';

/** A way to tell agents and supervisors something. Telling the same notification again must not tell it twice. */
type NotificationChannel = (context: ActivityContext, notification: Notification) => Promise<void>;

/** Keeps the notification in the database, where the console reads it. */
const inbox: NotificationChannel = async ({ models }, notification) => {
  const { key, to, kind, sessionId, conversationId, channel, atMs, dueAtMs, text } = notification;
  await keepNotification(models, {
    _id: key,
    agentId: to === 'supervisors' ? null : to.agentId,
    ...{ kind, sessionId, conversationId, channel, text },
    at: new Date(atMs),
    dueAt: dueAtMs === null ? null : new Date(dueAtMs),
  });
};

/** Every notification goes out on each of these. */
const CHANNELS: NotificationChannel[] = [inbox];

/** Tells an agent or the supervisors, once on every channel. */
export async function notify(context: ActivityContext, notification: Notification): Promise<void> {
  for (const channel of CHANNELS) await channel(context, notification);
}
