/** What an assignment strategy is. */

import type { AgentState } from './agent-state.ts';

export interface StrategyRule {
  /** Negative when the first agent comes before the second; 0 leaves it to their IDs. */
  compare(a: AgentState, b: AgentState): number;
  /** Why the agent that comes first was chosen, for the log. */
  chosen(agent: AgentState): string;
}
