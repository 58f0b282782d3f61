/** Agents whose beats have stopped, and changes of presence that nobody was told of. */

import type { Models } from '../connection.ts';
import { changeNoted } from '../events/workspace.ts';
import { raw } from '../raw.ts';
import type { AgentDocument } from './schema.ts';

/** Without a beat for this long an agent is offline. */
const SILENCE_MS = 30_000;

/**
 * Sets agents offline who sent no beat since an instant, nor in the last 30 seconds, as of when their beat was due.
 *
 * @returns the agents' IDs
 */
export async function expireSilent(
  models: Models,
  listeningSince: Date,
  limit: number,
): Promise<string[]> {
  const silent = {
    kind: 'agent',
    deletedAt: null,
    presence: { $in: ['online', 'away'] },
    beatAt: { $lte: listeningSince },
    $expr: { $lte: ['$beatAt', { $subtract: ['$$NOW', SILENCE_MS] }] },
  } as const;
  const agents = raw(models.agents);
  const found = await agents
    .find(silent, { projection: { _id: 1 } })
    .limit(limit)
    .toArray();
  const expired: string[] = [];
  for (const { _id } of found) {
    // Asked again in the write itself: a beat that comes first keeps the agent, one that comes later brings it back.
    const { matchedCount } = await agents.updateOne({ ...silent, _id }, [
      {
        $set: {
          returnsAs: '$presence',
          ...changeNoted(true, 'offline', { $add: ['$beatAt', SILENCE_MS] }),
          presence: 'offline',
          presenceSince: { $add: ['$beatAt', SILENCE_MS] },
          untold: true,
        },
      },
    ]);
    if (matchedCount === 1) expired.push(_id);
  }
  return expired;
}

type UntoldChange = Pick<AgentDocument, '_id' | 'presenceSince'>;

/** Agents whose change of presence is not certain to reach their sessions. */
export function untoldAgents({ agents }: Models, limit: number): Promise<UntoldChange[]> {
  return agents.find({ untold: true }).select({ presenceSince: 1 }).limit(limit).lean();
}

/** Notes that a change is passed on, unless the agent's presence has changed again. */
export async function markTold(
  { agents }: Models,
  { _id, presenceSince }: UntoldChange,
): Promise<void> {
  await agents.updateOne({ _id, presenceSince }, { $set: { untold: false } });
}
