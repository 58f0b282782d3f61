/** Saved sessions as the reconciliation compares them with holds and tickets. */

import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import type { SessionDocument } from './schema.ts';

const FIELDS = {
  ...{ conversationId: 1, status: 1, agentId: 1, offer: 1 },
  ...{ channel: 1, skill: 1, createdAt: 1 },
} as const;

export type ReconciledSession = Pick<SessionDocument, '_id' | keyof typeof FIELDS>;

const find = ({ sessions }: Models, filter: object): Promise<ReconciledSession[]> =>
  raw(sessions).find(filter, { projection: FIELDS }).toArray();

/** Sessions by their IDs, whatever their status. */
export const sessionsOf = (models: Models, sessionIds: string[]): Promise<ReconciledSession[]> =>
  find(models, { _id: { $in: sessionIds } });

/** Sessions in which an agent works or is asked to. */
export const sessionsWithAgent = (models: Models): Promise<ReconciledSession[]> =>
  find(models, { status: { $in: ['offered', 'active', 'on_hold'] } });

/** Queued sessions that were created before an instant. */
export const queuedBefore = (models: Models, before: Date): Promise<ReconciledSession[]> =>
  find(models, { status: 'queued', createdAt: { $lt: before } });

/** The status of a session; `null` when it was never saved. */
export async function savedStatus(
  { sessions }: Models,
  sessionId: string,
): Promise<SessionDocument['status'] | null> {
  const session = await raw(sessions).findOne({ _id: sessionId }, { projection: { status: 1 } });
  return session?.status ?? null;
}

/** The conversation and channel of a session; `null` when it was never saved. */
export async function conversationOf(
  { sessions }: Models,
  sessionId: string,
): Promise<Pick<SessionDocument, 'conversationId' | 'channel'> | null> {
  return raw(sessions).findOne(
    { _id: sessionId },
    { projection: { conversationId: 1, channel: 1 } },
  );
}
