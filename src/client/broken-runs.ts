import { CONVERSATION_WORKFLOW } from '../contract/messages.ts';
import { call, type Temporal } from './temporal.ts';

export interface BrokenRun {
  conversationId: string;
  runId: string;
  /** `FAILED`, `TERMINATED`, `TIMED_OUT` or `CANCELLED`. */
  status: string;
}

const LIMIT_MS = 10_000;

/**
 * Conversations' runs that ended in a way no session ends, the latest first.
 *
 * @param limit how many at most
 * @throws Unavailable
 */
export async function brokenRuns(
  temporal: Temporal,
  { sinceMs, limit }: { sinceMs: number; limit: number },
): Promise<BrokenRun[]> {
  const query = [
    `WorkflowType = '${CONVERSATION_WORKFLOW}'`,
    "ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')",
    `CloseTime > '${new Date(sinceMs).toISOString()}'`,
  ].join(' AND ');
  const list = async (): Promise<BrokenRun[]> => {
    const found: BrokenRun[] = [];
    for await (const run of temporal.client.workflow.list({ query, pageSize: limit })) {
      // Another installation's, in the same namespace.
      if (run.taskQueue !== temporal.taskQueue) continue;
      const conversationId = run.workflowId.slice(run.workflowId.indexOf('/') + 1);
      found.push({ conversationId, runId: run.runId, status: run.status.name });
      if (found.length === limit) break;
    }
    return found;
  };
  return call(temporal, list, LIMIT_MS);
}
