/** Settles what an agent's change means for others: its sessions are told, and the queue is drained. */

import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { agentChangedSignal, type AgentInput } from './messages.ts';

interface AgentActivities {
  settleAgent(agentId: string): Promise<void>;
}

const { settleAgent } = proxyActivities<AgentActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

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
      {
        startToCloseTimeout: '30s',
        retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
        summary: `tell the sessions of agent ${agentId}, drain the queue`,
      },
      [agentId],
    );
  }
}
