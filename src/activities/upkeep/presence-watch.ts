/** Presence is kept by a beat (docs/rules.md, "Presence"): an agent who sends none is offline. */

import type { UpkeepActivities } from '../../contract/upkeep.ts';
import { expireSilent, markTold, untoldAgents } from '../../store/agents/silence.ts';
import type { Models } from '../../store/connection.ts';
import { recordLeftOver } from '../../store/events/workspace.ts';
import { noteLook } from '../../store/upkeep/presence-looks.ts';
import type { UpkeepContext } from './context.ts';

/** The next run goes on where this one stopped. */
const AGENTS_AT_ONCE = 200;
/**
 * An agent goes offline only when it was listened for this often since its last beat: an outage of ours, in which no
 * beat could arrive, must not send everybody offline at once. At a look every ten seconds it costs nothing.
 */
const LOOKS_WITHOUT_BEAT = 4;

/** Sets agents offline whose beats have stopped, as of when they were due; then passes on changes nobody was told of. */
export async function expirePresence(
  context: UpkeepContext,
): ReturnType<UpkeepActivities['expirePresence']> {
  const expired = await expireUnheard(context.models);
  if (expired.length > 0) context.log.info({ agents: expired.length }, 'agents fell silent');
  await recordLeftOver(context.models);
  return { expired, told: await tellUntold(context) };
}

async function expireUnheard(models: Models): Promise<string[]> {
  const listeningSince = await noteLook(models, LOOKS_WITHOUT_BEAT);
  return listeningSince === null ? [] : expireSilent(models, listeningSince, AGENTS_AT_ONCE);
}

/** The writer of a change may have died before telling anybody. */
async function tellUntold({ models, temporal }: UpkeepContext): Promise<number> {
  const untold = await untoldAgents(models, AGENTS_AT_ONCE);
  for (const change of untold) {
    await temporal.agentChanged(change._id);
    await markTold(models, change);
  }
  return untold.length;
}
