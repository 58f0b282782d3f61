/** Presence is kept by a beat (docs/rules.md, "Presence"): who sends none is offline. */

import type { UpkeepActivities } from '../../contract/upkeep.ts';
import type { AgentDocument } from '../../store/agents/schema.ts';
import type { Models } from '../../store/connection.ts';
import { raw } from '../../store/raw.ts';
import { changeNoted, recordLeftOver } from '../../store/events/workspace.ts';
import type { UpkeepContext } from './context.ts';

/** Without a beat for this long an agent is offline. */
const SILENCE_MS = 30_000;
/**
 * An agent goes offline only when it was listened for this often since its last beat: an outage of ours, in which no
 * beat could arrive, must not send everybody offline at once. At a look every ten seconds it costs nothing.
 */
const LOOKS = 4;
/** Looks closer to one another are tries of the same one. */
const LOOK_SPACING_MS = 8_000;
/** The next run goes on where this one stopped. */
const AT_ONCE = 200;

/** Sets agents offline whose beats have stopped, as of when they were due; then passes on what nobody was told. */
export async function expirePresence(
  context: UpkeepContext,
): ReturnType<UpkeepActivities['expirePresence']> {
  const expired = await expireSilent(context.models);
  if (expired.length > 0) context.log.info({ agents: expired.length }, 'agents fell silent');
  await recordLeftOver(context.models);
  return { expired, told: await tellUntold(context) };
}

async function expireSilent(models: Models): Promise<string[]> {
  const listeningSince = await look(models);
  if (listeningSince === null) return [];
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
    .limit(AT_ONCE)
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

/**
 * Remembers this look.
 *
 * @returns since when beats have been listened for often enough; `null` when there were too few looks yet
 */
async function look(models: Models): Promise<Date | null> {
  const latest = { $ifNull: [{ $last: '$looks' }, new Date(0)] };
  const another = { $gt: [{ $subtract: ['$$NOW', latest] }, LOOK_SPACING_MS] };
  const more = { $slice: [{ $concatArrays: ['$looks', ['$$NOW']] }, -LOOKS] };
  const watch = await raw(models.watches).findOneAndUpdate(
    { _id: 'presence' },
    [
      { $set: { looks: { $ifNull: ['$looks', []] } } },
      { $set: { looks: { $cond: [another, more, '$looks'] } } },
    ],
    { upsert: true, returnDocument: 'after' },
  );
  return watch && watch.looks.length === LOOKS ? (watch.looks[0] ?? null) : null;
}

/** Whoever wrote a change may have died before telling anybody. */
async function tellUntold({ models, temporal }: UpkeepContext): Promise<number> {
  const untold = await models.agents
    .find({ untold: true })
    .select({ presenceSince: 1 })
    .limit(AT_ONCE)
    .lean<Pick<AgentDocument, '_id' | 'presenceSince'>[]>();
  for (const { _id, presenceSince } of untold) {
    await temporal.agentChanged(_id);
    await models.agents.updateOne({ _id, presenceSince }, { $set: { untold: false } });
  }
  return untold.length;
}
