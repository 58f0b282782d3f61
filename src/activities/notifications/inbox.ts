import { isDuplicateKey } from '../../store/errors.ts';
import { raw } from '../../store/raw.ts';
import type { NotificationChannel } from './channel.ts';

/** Kept in the database, where the console reads it. */
export const inbox: NotificationChannel = async ({ models }, notification) => {
  const { key, to, kind, sessionId, conversationId, channel, atMs, dueAtMs, text } = notification;
  try {
    await raw(models.notifications).insertOne({
      _id: key,
      agentId: to === 'supervisors' ? null : to.agentId,
      ...{ kind, sessionId, conversationId, channel, text },
      at: new Date(atMs),
      dueAt: dueAtMs === null ? null : new Date(dueAtMs),
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
};
