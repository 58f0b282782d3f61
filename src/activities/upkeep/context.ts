/** What the activities of the schedules are given to work with. */

import type { Claim } from '../../core/claims.ts';
import type { FindingKind } from '../../contract/upkeep.ts';
import type { SessionStatus } from '../../core/session.ts';
import type { ActivityContext } from '../context.ts';

/** A conversation as its workflow has it now. */
export interface LiveConversation {
  session: { id: string; status: SessionStatus } | null;
  /** Missing when a worker of an earlier release answers. */
  claims?: Claim[];
  outbox: { assignments: number };
}

export interface BrokenRunPlace {
  conversationId: string;
  runId: string;
  status: string;
}

export interface UpkeepPort {
  /** Has a workflow settle what an agent's change means for others. */
  agentChanged(agentId: string): Promise<void>;
  /** @returns `null` when no workflow of the conversation runs; throws when it does not answer */
  askLive(conversationId: string): Promise<LiveConversation | null>;
  brokenRuns(range: { sinceMs: number; limit: number }): Promise<BrokenRunPlace[]>;
}

export interface UpkeepContext extends ActivityContext {
  temporal: UpkeepPort;
  /** Counts a finding in the metrics of the process. */
  count(kind: FindingKind): void;
}
