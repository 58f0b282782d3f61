import { expect, test } from '@jest/globals';
import type { AgentState } from '../../src/core/agents/agent-state.ts';
import { candidatesOf, considerAgents, type AgentNeed } from '../../src/core/agents/candidates.ts';
import type { Strategy } from '../../src/core/settings.ts';

const agent = (agentId: string, fields: Partial<AgentState> = {}): AgentState => ({
  agentId,
  presence: 'online',
  skills: [],
  channels: [],
  capacity: 3,
  active: 0,
  idleSinceMs: 0,
  lastAssignedAtMs: null,
  ...fields,
});

const anybody: AgentNeed = { channel: 'web', skill: null, excluded: [] };

function order(agents: AgentState[], strategy: Strategy, preferredAgentId: string | null = null) {
  const { eligible } = considerAgents(agents, anybody, { strategy, preferredAgentId });
  return eligible.map(({ agentId }) => agentId);
}

test('candidates are in scope, online, below capacity and not excluded; everybody else has a reason', () => {
  const agents = [
    agent('a1', { presence: 'offline' }),
    agent('a2', { presence: 'away' }),
    agent('a3', { active: 3, skills: ['billing'] }),
    agent('a4'),
    agent('a5', { channels: ['whatsapp'], skills: ['billing'] }),
    agent('a6', { skills: ['billing'] }),
    agent('a7', { channels: ['web'], skills: ['billing'] }),
  ].map((each) => ({ ...each, skills: each.presence === 'online' ? each.skills : ['billing'] }));
  const considered = considerAgents(
    agents,
    {
      channel: 'web',
      skill: 'billing',
      excluded: [{ agentId: 'a6', reason: 'tried in this round' }],
    },
    { strategy: 'longest_idle', preferredAgentId: null },
  );
  expect(candidatesOf(considered, 'a7')).toEqual([
    { agentId: 'a7', reason: 'longest idle' },
    { agentId: 'a1', reason: 'offline' },
    { agentId: 'a2', reason: 'away' },
    { agentId: 'a3', reason: 'at capacity (3 of 3)' },
    { agentId: 'a4', reason: 'lacks skill billing' },
    { agentId: 'a5', reason: 'not on this channel' },
    { agentId: 'a6', reason: 'tried in this round' },
  ]);
});

test('longest idle: without a session first, by how long; then by how long ago the latest session came', () => {
  const agents = [
    agent('a1', { active: 1, lastAssignedAtMs: 50 }),
    agent('a2', { active: 2, lastAssignedAtMs: 10 }),
    agent('a3', { idleSinceMs: 40 }),
    agent('a4', { idleSinceMs: 30 }),
  ];
  expect(order(agents, 'longest_idle')).toEqual(['a4', 'a3', 'a2', 'a1']);
});

test('round robin: whoever was given a session the longest ago, never first', () => {
  const agents = [
    agent('a1', { lastAssignedAtMs: 20 }),
    agent('a2', { lastAssignedAtMs: 10, active: 2 }),
    agent('a3'),
  ];
  expect(order(agents, 'round_robin')).toEqual(['a3', 'a2', 'a1']);
});

test('least busy: whoever has the fewest sessions', () => {
  const agents = [
    agent('a1', { active: 2 }),
    agent('a2', { active: 1 }),
    agent('a3', { active: 2 }),
  ];
  expect(order(agents, 'least_busy')).toEqual(['a2', 'a1', 'a3']);
});

test('ties go by agent ID, in every strategy', () => {
  const agents = ['b', 'a10', 'a9', 'B'].map((agentId) => agent(agentId));
  for (const strategy of ['longest_idle', 'round_robin', 'least_busy'] as const) {
    expect(order(agents, strategy)).toEqual(['B', 'a10', 'a9', 'b']);
  }
});

test('the preferred agent comes first when it is a candidate, and only then', () => {
  const agents = [agent('a1'), agent('a2', { active: 2 }), agent('a3', { presence: 'away' })];
  expect(order(agents, 'least_busy', 'a2')).toEqual(['a2', 'a1']);
  expect(order(agents, 'least_busy', 'a3')).toEqual(['a1', 'a2']);
});

test('an agent that could not be reserved after all, and one that was behind, have their reasons', () => {
  const considered = considerAgents([agent('a1'), agent('a2'), agent('a3')], anybody, {
    strategy: 'round_robin',
    preferredAgentId: null,
  });
  expect(candidatesOf(considered, 'a2', new Map([['a1', 'taken meanwhile']]))).toEqual([
    { agentId: 'a2', reason: 'next in turn' },
    { agentId: 'a1', reason: 'taken meanwhile' },
    { agentId: 'a3', reason: 'after a2' },
  ]);
});

test('a long list says how many it leaves out', () => {
  const agents = Array.from({ length: 250 }, (_, index) => agent(`a${index}`, { active: 3 }));
  const considered = considerAgents(agents, anybody, {
    strategy: 'round_robin',
    preferredAgentId: null,
  });
  const listed = candidatesOf(considered, null);
  expect(listed).toHaveLength(201);
  expect(listed.at(-1)).toEqual({ agentId: '…', reason: '50 more passed over' });
});
