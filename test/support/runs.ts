/** What Temporal has: runs and their histories, read beside the product. */

import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

const { EventType } = proto.temporal.api.enums.v1;

export type Runs = Awaited<ReturnType<typeof openRuns>>;

export interface RunSummary {
  workflowId: string;
  runId: string;
  status: string;
  historyLength: number;
}

/** Of an event type, `TIMER_STARTED`, to how many there are. */
export type EventCounts = Record<string, number>;

/** A page of a history with long messages is larger than a client takes unless it is told to. */
const MAX_PAGE_BYTES = 128 * 1024 * 1024;

export async function openRuns(address: string) {
  const connection = await Connection.connect({
    address,
    channelArgs: { 'grpc.max_receive_message_length': MAX_PAGE_BYTES },
  });
  const client = new Client({ connection });

  async function list(query: string): Promise<RunSummary[]> {
    const found: RunSummary[] = [];
    for await (const run of client.workflow.list({ query })) {
      const { workflowId, runId, status, historyLength } = run;
      found.push({ workflowId, runId, status: status.name, historyLength });
    }
    return found;
  }

  async function typesOf(workflowId: string, runId?: string): Promise<string[]> {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    return (events ?? []).map(({ eventType }) =>
      (EventType[eventType ?? 0] ?? '').slice('EVENT_TYPE_'.length),
    );
  }

  return {
    client,
    connection,
    list,
    typesOf,
    /** Runs that ended in a way no session may end. */
    broken: () => list("ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')"),
    async countsOf(workflowId: string, runId?: string): Promise<EventCounts> {
      const counts: EventCounts = {};
      for (const type of await typesOf(workflowId, runId)) counts[type] = (counts[type] ?? 0) + 1;
      return counts;
    },
    close: () => connection.close(),
  };
}
