import { describe, expect, test } from '@jest/globals';
import { isVisible, seesAll, type Owned, type Visibility } from '../../src/core/visibility.ts';

const visibility = (changes: Partial<Visibility> = {}): Visibility => ({
  channels: null,
  agentIds: null,
  ...changes,
});

const session = (changes: Partial<Owned> = {}): Owned => ({
  channel: 'web',
  agentId: 'maya',
  offer: null,
  ...changes,
});

test.each<[string, Visibility, boolean]>([
  ['nothing narrows', visibility(), true],
  ['of its channel', visibility({ channels: ['whatsapp', 'web'] }), true],
  ['of another channel', visibility({ channels: ['whatsapp'] }), false],
  ['of no channel at all', visibility({ channels: [] }), false],
  ['the agent has it', visibility({ agentIds: ['maya'] }), true],
  ['another agent has it', visibility({ agentIds: ['noor'] }), false],
  ['an agent’s credential without an agent', visibility({ agentIds: [] }), false],
  ['its own, of another channel', visibility({ channels: ['x'], agentIds: ['maya'] }), false],
  ['another’s, of its channel', visibility({ channels: ['web'], agentIds: ['noor'] }), false],
])('%s: %j', (_name, seen, expected) => {
  expect(isVisible(seen, session())).toBe(expected);
});

describe('an agent', () => {
  const noor = visibility({ agentIds: ['noor'] });

  test('sees a session that it is offered, whoever has it', () => {
    const offer = { agentId: 'noor' };
    expect(isVisible(noor, session({ offer }))).toBe(true);
    expect(isVisible(noor, session({ agentId: null, offer }))).toBe(true);
  });

  test('sees no session that nobody has, nor one offered to somebody else', () => {
    expect(isVisible(noor, session({ agentId: null }))).toBe(false);
    expect(isVisible(noor, session({ agentId: null, offer: { agentId: 'maya' } }))).toBe(false);
  });
});

test('only who is narrowed by nothing sees all', () => {
  expect(seesAll(visibility())).toBe(true);
  expect(seesAll(visibility({ channels: ['web'] }))).toBe(false);
  expect(seesAll(visibility({ agentIds: ['maya'] }))).toBe(false);
});
