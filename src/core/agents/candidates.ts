/** Who may take a session, in which order, and why everybody else was passed over (docs/rules.md, "Assignment"). */

import type { AgentState } from './agent-state.ts';
import type { Candidate } from '../event.ts';
import type { Strategy } from '../settings.ts';
import { leastBusy } from './least-busy.ts';
import { longestIdle } from './longest-idle.ts';
import { roundRobin } from './round-robin.ts';
import type { StrategyRule } from './strategies.ts';

export interface AgentNeed {
  channel: string;
  skill: string | null;
  /** Agents not to be asked, and why. */
  excluded: Candidate[];
}

export interface Preference {
  preferredAgentId: string | null;
  strategy: Strategy;
}

export interface Consideration {
  /** Those who may be asked, the first choice first. */
  eligible: AgentState[];
  /** Why each of them stands where it stands. */
  reasons: Map<string, string>;
  passedOver: Candidate[];
}

const STRATEGIES: Record<Strategy, StrategyRule> = {
  longest_idle: longestIdle,
  round_robin: roundRobin,
  least_busy: leastBusy,
};

/** Longer lists say how many were left out: a log entry has to stay readable, and small. */
const LONGEST_LIST = 200;

function outOfScope(
  agent: Pick<AgentState, 'channels' | 'skills'>,
  { channel, skill }: Pick<AgentNeed, 'channel' | 'skill'>,
): string | null {
  if (agent.channels.length > 0 && !agent.channels.includes(channel)) return 'not on this channel';
  return skill === null || agent.skills.includes(skill) ? null : `lacks skill ${skill}`;
}

/**
 * Why an agent may not be given a session now, in a few words; `null` when nothing stands against it.
 *
 * @param beyondCapacity capacity does not bind
 */
export function unavailable(
  agent: Pick<AgentState, 'presence' | 'active' | 'capacity'>,
  beyondCapacity = false,
): string | null {
  if (agent.presence !== 'online') return agent.presence;
  if (beyondCapacity || agent.active < agent.capacity) return null;
  return `at capacity (${agent.active} of ${agent.capacity})`;
}

/** Considers every agent for a session: the preferred one first, then the strategy's order, ties by agent ID. */
export function considerAgents(
  agents: AgentState[],
  need: AgentNeed,
  { preferredAgentId, strategy }: Preference,
): Consideration {
  const rule = STRATEGIES[strategy];
  const excluded = new Map(need.excluded.map(({ agentId, reason }) => [agentId, reason]));
  const eligible: AgentState[] = [];
  const passedOver: Candidate[] = [];
  for (const agent of agents) {
    const reason = excluded.get(agent.agentId) ?? outOfScope(agent, need) ?? unavailable(agent);
    if (reason === null) eligible.push(agent);
    else passedOver.push({ agentId: agent.agentId, reason });
  }
  const isPreferred = (agent: AgentState): boolean => agent.agentId === preferredAgentId;
  eligible.sort(
    (a, b) => Number(isPreferred(b)) - Number(isPreferred(a)) || rule.compare(a, b) || byId(a, b),
  );
  passedOver.sort(byId);
  const reasons = new Map(
    eligible.map((agent) => [
      agent.agentId,
      isPreferred(agent) ? 'served this customer last' : rule.chosen(agent),
    ]),
  );
  return { eligible, reasons, passedOver };
}

const byId = (a: { agentId: string }, b: { agentId: string }): number =>
  a.agentId < b.agentId ? -1 : Number(a.agentId > b.agentId);

/**
 * The list for the log: the agent chosen with the reason, then everybody else with theirs.
 *
 * @param chosenId who was reserved; `null` when nobody could be
 * @param refused why an eligible agent could not be reserved after all, by agent ID
 */
export function candidatesOf(
  { eligible, reasons, passedOver }: Consideration,
  chosenId: string | null,
  refused: ReadonlyMap<string, string> = new Map(),
): Candidate[] {
  const chosen = chosenId === null ? [] : [chosenId];
  const others = eligible.map(({ agentId }) => agentId).filter((agentId) => agentId !== chosenId);
  const all = [
    ...chosen.map((agentId) => ({ agentId, reason: reasons.get(agentId) ?? 'already reserved' })),
    ...others.map((agentId) => ({
      agentId,
      reason: refused.get(agentId) ?? (chosenId === null ? 'taken meanwhile' : `after ${chosenId}`),
    })),
    ...passedOver.filter(({ agentId }) => agentId !== chosenId),
  ];
  const left = all.length - LONGEST_LIST;
  if (left <= 0) return all;
  return [...all.slice(0, LONGEST_LIST), { agentId: '…', reason: `${left} more passed over` }];
}
