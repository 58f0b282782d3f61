import { AGENT_WORKFLOW, AGENT_CHANGED_SIGNAL, type AgentInput } from '../contract/messages.ts';
import { agentWorkflowId } from './identity.ts';
import { shortName } from './summary.ts';
import { call, type Temporal } from './temporal.ts';

/**
 * Says that something about an agent changed: presence, capacity, skills, or that it is gone. A workflow reads what
 * holds now, tells the agent's sessions and drains the queue, so that a process that dies here loses nothing.
 *
 * @throws Unavailable
 */
export async function agentChanged(temporal: Temporal, agentId: string): Promise<void> {
  const input: AgentInput = { agentId };
  await call(temporal, () =>
    temporal.client.workflow.signalWithStart(AGENT_WORKFLOW, {
      workflowId: agentWorkflowId(agentId),
      taskQueue: temporal.taskQueue,
      args: [input],
      signal: AGENT_CHANGED_SIGNAL,
      signalArgs: [],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: `Changes of agent ${shortName(agentId)}`,
    }),
  );
}
