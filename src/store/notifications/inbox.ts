import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';
import type { NotificationDocument } from './schema.ts';

/** Keeps a notification in the inbox, once under its key. */
export async function keepNotification(
  { notifications }: Models,
  notification: NotificationDocument,
): Promise<void> {
  try {
    await raw(notifications).insertOne(notification);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
