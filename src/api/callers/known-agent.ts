import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../http/problem.ts';
import { databaseIsAway, within } from '../../store/in-time.ts';

/** An agent may speak while the database is away, so it is not asked for long. */
const PATIENCE_MS = 500;

/**
 * Refuses an agent who does not exist. While the database cannot be asked everybody passes: the session itself lets
 * only the agent speak who has it, and only agents who exist are ever reserved.
 *
 * @throws Problem `unknown_agent`
 */
export async function requireAgent({ models }: Dependencies, agentId: string): Promise<void> {
  const found = models.agents.exists({ _id: agentId, deletedAt: null }).exec();
  try {
    if ((await within(found, PATIENCE_MS)) !== null) return;
  } catch (error) {
    if (databaseIsAway(error)) return;
    throw error;
  }
  throw new Problem('unknown_agent', 'There is no agent with this ID.');
}
