import type { Notification } from '../../core/effect.ts';
import type { ActivityContext } from '../context.ts';

/** A way to tell agents and supervisors something. Telling the same notification again must not tell it twice. */
export type NotificationChannel = (
  context: ActivityContext,
  notification: Notification,
) => Promise<void>;
