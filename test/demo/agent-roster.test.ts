import { expect, test } from '@jest/globals';
import { agentIdOf } from '../../demo/agent-roster.ts';

test('an agent ID is readable, and safe in a path', () => {
  expect(agentIdOf('Mira Kovács')).toMatch(/^demo-mira-kovacs-[0-9a-f]{8}$/);
  expect(agentIdOf('a/b?c#d\u0000')).toMatch(/^demo-a-b-c-d-[0-9a-f]{8}$/);
});

test('names that look alike have different IDs', () => {
  const names = ['bob', 'Bob', 'bob_', 'böb', 'さくら', 'はな', '_', '^'];
  expect(new Set(names.map(agentIdOf)).size).toBe(names.length);
});

test('the longest name keeps its ID short', () => {
  expect(agentIdOf('n'.repeat(5000)).length).toBeLessThan(60);
});
