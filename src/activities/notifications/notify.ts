import type { Notification } from '../../core/effect.ts';
import type { ActivityContext } from '../context.ts';
import type { NotificationChannel } from './channel.ts';
import { inbox } from './inbox.ts';

/** Every notification goes out on each of these. */
const CHANNELS: NotificationChannel[] = [inbox];

/** Tells an agent or the supervisors, once on every channel. */
export async function notify(context: ActivityContext, notification: Notification): Promise<void> {
  for (const channel of CHANNELS) await channel(context, notification);
}
