/** The conversation's earlier sessions, as a session that opens has to know them. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { SessionDocument } from './schema.ts';

/** @returns which of some sessions of a conversation have closed */
export async function closedAmong(
  { sessions }: Models,
  { conversationId, sessionIds }: { conversationId: string; sessionIds: string[] },
): Promise<string[]> {
  if (sessionIds.length === 0) return [];
  const closed = await sessions
    .find({ conversationId, _id: trusted({ $in: sessionIds }), status: 'closed' }, { _id: 1 })
    .lean();
  return closed.map(({ _id }) => _id);
}

/** The latest session of a conversation, apart from some; `null` when there is none. */
export async function latestSession(
  { sessions }: Models,
  { conversationId, except }: { conversationId: string; except: string[] },
): Promise<Pick<SessionDocument, '_id' | 'agentId' | 'lastAgentId'> | null> {
  return sessions
    .findOne({ conversationId, _id: trusted({ $nin: except }) }, { agentId: 1, lastAgentId: 1 })
    .sort({ createdAt: -1, _id: -1 })
    .lean();
}
