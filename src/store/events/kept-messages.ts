/** Messages that a conversation keeps already, found by the short hash of their ID. */

import { trusted } from 'mongoose';
import type { KeptMessage } from '../../core/session.ts';
import type { Models } from '../connection.ts';

/**
 * Finds messages by their keys.
 *
 * @param exceptSessions sessions whose messages do not count
 * @returns by key, the place and digest of each message that is kept
 */
export async function keptMessages(
  { events }: Models,
  conversationId: string,
  { messageKeys, exceptSessions }: { messageKeys: string[]; exceptSessions: string[] },
): Promise<Record<string, KeptMessage>> {
  if (messageKeys.length === 0) return {};
  const found = await events
    .find(
      {
        conversationId,
        type: 'message.created',
        messageKey: trusted({ $in: messageKeys }),
        sessionId: trusted({ $nin: exceptSessions }),
      },
      { messageKey: 1, sessionId: 1, sequence: 1, digest: 1 },
    )
    .lean();
  return Object.fromEntries(
    found.map(({ messageKey, sessionId, sequence, digest }) => [
      messageKey ?? '',
      { sessionId, sequence, digest: digest ?? '' },
    ]),
  );
}
