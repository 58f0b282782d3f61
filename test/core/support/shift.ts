/** A simulated shift: sessions come, are assigned by a strategy and end after a while. Pure, from a seed. */

import type { AgentState } from '../../../src/core/agents/agent-state.ts';
import { considerAgents } from '../../../src/core/agents/candidates.ts';
import type { Strategy } from '../../../src/core/settings.ts';

export interface ShiftPlan {
  strategy: Strategy;
  assignments: number;
  capacities: number[];
  /** Mean time of service by mean time between two contacts: how many sessions there are at once. */
  load: number;
  /** At every so many contacts somebody goes away or comes back; 0 never. */
  comingAndGoing: number;
  seed: number;
}

export interface Assigned {
  agentId: string;
  /** Everybody as they were, chosen or not. */
  agents: AgentState[];
}

export interface Shift {
  /** Assignments that were the strategy's choice. */
  assigned: Assigned[];
  /** Sessions that found nobody and were left out. */
  turnedAway: number;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const MEAN_GAP_MS = 1_000;

/** Plays a shift; a session that finds nobody is turned away, so that every assignment is the strategy's choice. */
export function playShift(plan: ShiftPlan): Shift {
  const random = randomOf(plan.seed);
  const exponential = (mean: number): number => Math.ceil(-mean * Math.log(1 - random()));
  const agents = plan.capacities.map((capacity, index) => newAgent(index, capacity));
  const ends: { atMs: number; agent: AgentState }[] = [];
  const shift: Shift = { assigned: [], turnedAway: 0 };
  let nowMs = 1;
  for (let contacts = 1; shift.assigned.length < plan.assignments; contacts += 1) {
    nowMs += exponential(MEAN_GAP_MS);
    if (plan.comingAndGoing > 0 && contacts % plan.comingAndGoing === 0) {
      comeOrGo(agents[Math.floor(random() * agents.length)], nowMs);
    }
    for (const { agent, atMs } of ends.filter((end) => end.atMs <= nowMs)) release(agent, atMs);
    ends.splice(0, ends.length, ...ends.filter((end) => end.atMs > nowMs));
    const chosen = choose(agents, plan.strategy);
    if (!chosen) {
      shift.turnedAway += 1;
      continue;
    }
    shift.assigned.push({ agentId: chosen.agentId, agents: structuredClone(agents) });
    chosen.active += 1;
    chosen.lastAssignedAtMs = nowMs;
    ends.push({ atMs: nowMs + exponential(plan.load * MEAN_GAP_MS), agent: chosen });
  }
  return shift;
}

const newAgent = (index: number, capacity: number): AgentState => ({
  agentId: `a${String(index).padStart(2, '0')}`,
  presence: 'online',
  skills: [],
  channels: [],
  capacity,
  active: 0,
  idleSinceMs: 0,
  lastAssignedAtMs: null,
});

function choose(agents: AgentState[], strategy: Strategy): AgentState | undefined {
  const need = { channel: 'web', skill: null, excluded: [] };
  return considerAgents(agents, need, { strategy, preferredAgentId: null }).eligible[0];
}

function release(agent: AgentState, atMs: number): void {
  agent.active -= 1;
  if (agent.active === 0) agent.idleSinceMs = Math.max(agent.idleSinceMs, atMs);
}

function comeOrGo(agent: AgentState | undefined, nowMs: number): void {
  if (!agent) return;
  agent.presence = agent.presence === 'online' ? 'away' : 'online';
  if (agent.presence === 'online') agent.idleSinceMs = nowMs;
}
