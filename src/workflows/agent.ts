/** Settles what an agent's change means for others: its sessions are told, and the queue is drained. */

import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { AgentActivities } from '../contract/activities.ts';
import type { AgentInput } from '../contract/messages.ts';
import { agentChangedSignal } from './definitions.ts';
import { PATIENT } from './activity-calls.ts';

/** An agent may hold many sessions, and each is told. */
const SETTLING = { ...PATIENT, startToCloseTimeout: '30s' } as const;

const { settleAgent } = proxyActivities<AgentActivities>(SETTLING);

/** Runs while there are changes to settle; a change during the work is settled by another turn. */
export async function agent({ agentId }: AgentInput): Promise<void> {
  let changes = 0;
  setHandler(agentChangedSignal, () => {
    changes += 1;
  });
  await condition(() => changes > 0);
  while (changes > 0) {
    changes = 0;
    await settleAgent.executeWithOptions(
      { ...SETTLING, summary: `tell the sessions of agent ${agentId}, drain the queue` },
      [agentId],
    );
  }
}
