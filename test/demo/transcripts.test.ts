import { describe, expect, test } from '@jest/globals';
import { parseTranscripts, readTranscripts, TranscriptError } from '../../demo/transcripts.ts';

const good = {
  id: 'a',
  customer: 'Ada',
  messages: [
    { at: 0, from: 'customer', name: 'Ada', text: 'Hi 👋' },
    { at: 5, from: 'agent', name: 'Ben', text: 'Hello' },
  ],
};
const file = (...lines: unknown[]): string =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

const errorOf = (content: string): string => {
  try {
    parseTranscripts(content, 'chats.jsonl');
  } catch (error) {
    if (error instanceof TranscriptError) return error.message;
    throw error;
  }
  return '';
};

test('one conversation a line is read, empty lines are skipped', () => {
  const transcripts = parseTranscripts(file(good, '', { ...good, id: 'b' }, ''), 'chats.jsonl');
  expect(transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([
    ['a', 2],
    ['b', 2],
  ]);
});

describe('a bad line is named with its field', () => {
  const [first, second] = good.messages;
  test.each([
    ['no JSON', '{"id": "a"', /^chats\.jsonl, line 2: not a JSON object$/],
    ['a missing field', { id: 'b', messages: good.messages }, /line 2, customer: /],
    [
      'a time that is no number',
      { ...good, id: 'b', messages: [first, { ...second, at: 'soon' }] },
      /line 2, messages\[1\]\.at: /,
    ],
    [
      'a time that runs backwards',
      { ...good, id: 'b', messages: [{ ...first, at: 9 }, second] },
      /line 2, messages\[1\]\.at: earlier than the message before/,
    ],
    [
      'somebody who is neither customer nor agent',
      { ...good, id: 'b', messages: [{ ...first, from: 'bot' }] },
      /line 2, messages\[0\]\.from: /,
    ],
    ['no message', { ...good, id: 'b', messages: [] }, /line 2, messages: /],
    ['the ID of an earlier line', good, /line 2, id: the same as in line 1/],
    ['a control character in an ID', { ...good, id: 'b\u0007' }, /line 2, id: has a control/],
  ])('%s', (_, line, message) => {
    expect(errorOf(file(good, line))).toMatch(message);
  });
});

test('an empty file is an error', () => {
  expect(errorOf('\n')).toBe('chats.jsonl: no transcript in it');
});

test('a file that is not there is one sentence', async () => {
  await expect(readTranscripts('/nowhere/chats.jsonl')).rejects.toThrow(
    '/nowhere/chats.jsonl cannot be read (ENOENT)',
  );
});

test('the shipped transcripts are well-formed and have a long one and several helpers', async () => {
  const transcripts = await readTranscripts('demo/transcripts.jsonl');
  expect(transcripts).toHaveLength(40);
  expect(transcripts.some(({ messages }) => messages.length >= 60)).toBe(true);
  const helpers = transcripts.map(
    ({ messages }) => new Set(messages.filter((m) => m.from === 'agent').map((m) => m.name)).size,
  );
  expect(Math.max(...helpers)).toBeGreaterThanOrEqual(3);
});

test('as many as asked for are read', async () => {
  expect(await readTranscripts('demo/transcripts.jsonl', 3)).toHaveLength(3);
});
