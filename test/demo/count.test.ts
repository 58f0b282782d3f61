import { describe, expect, test } from '@jest/globals';
import { count } from '../../demo/count.ts';
import type { Count, CountedConversation, Figure } from '../../demo/count-figures.ts';
import type { ReplayRules } from '../../demo/rules.ts';

const rules: ReplayRules = {
  limitSeconds: 1800,
  warningSeconds: 300,
  reassignSeconds: 600,
  autoCloseSeconds: 600,
  maxHops: 3,
  endAfterSeconds: 3000,
};

type Line = [at: number, name: string];

/** A conversation in which 'Ada' is the customer and everybody else an agent. */
const conversation = (lines: Line[], lateSeconds = 0): CountedConversation => ({
  id: 'one',
  messages: lines.map(([at, name]) => ({
    from: name === 'Ada' ? 'customer' : 'agent',
    name,
    when: { earliest: at, latest: at + lateSeconds },
  })),
});

const countOf = (lines: Line[], slackSeconds = 0, lateSeconds = 0): Count =>
  count([conversation(lines, lateSeconds)], rules, slackSeconds);

/** The figures that are not zero, as numbers where they are exact. */
function figures({ figures: all }: Count): Partial<Record<Figure, number | string>> {
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, { max }]) => max > 0)
      .map(([name, { min, max }]) => [name, min === max ? min : `${String(min)}-${String(max)}`]),
  );
}

describe('a conversation that runs smoothly', () => {
  const counted = countOf([
    [0, 'Ada'],
    [30, 'Ada'],
    [120, 'Ben'],
    [150, 'Ada'],
    [200, 'Ben'],
  ]);

  test('is one session that the auto-close ends', () => {
    expect(figures(counted)).toEqual({
      conversations: 1,
      sessions: 1,
      customerMessages: 3,
      agentMessages: 2,
      // Ben may by chance be the one whom the system chose.
      assignments: '0-1',
      autoCloses: 1,
    });
  });

  test('has its first response counted from the first customer message', () => {
    expect(counted.firstResponses).toEqual([{ earliest: 120, latest: 120, certain: true }]);
  });
});

describe('a wait', () => {
  test('of exactly the limit is warned, twice reassigned and not overdue', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [1800, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ warnings: 1, reassignments: 2 });
    expect(figures(countOf(lines))).not.toHaveProperty('overdue');
  });

  test('over the limit is warned, overdue and reassigned three times', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [1801, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ warnings: 1, overdue: 1, reassignments: 3 });
  });

  test('is not reassigned more often than the rules allow', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [6000, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ warnings: 1, overdue: 1, reassignments: 3 });
  });

  test('is not prolonged by more messages of the customer', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [900, 'Ada'],
      [1700, 'Ada'],
      [1900, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ warnings: 1, overdue: 1 });
  });

  test('begins anew after each answer, with hops of its own', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [700, 'Ben'],
      [800, 'Ada'],
      [2100, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ reassignments: 1 + 2 });
    expect(figures(countOf(lines))).not.toHaveProperty('warnings');
  });

  test('that never ends runs through every timer, and the demo ends the session', () => {
    expect(figures(countOf([[0, 'Ada']]))).toEqual({
      conversations: 1,
      sessions: 1,
      customerMessages: 1,
      warnings: 1,
      overdue: 1,
      reassignments: 3,
      ended: 1,
    });
  });
});

describe('the auto-close', () => {
  test('makes a customer who comes back open a successor', () => {
    const counted = countOf([
      [0, 'Ada'],
      [60, 'Ben'],
      [661, 'Ada'],
      [700, 'Ben'],
    ]);
    expect(figures(counted)).toMatchObject({ conversations: 1, sessions: 2, autoCloses: 2 });
    expect(counted.firstResponses.map((response) => response.earliest)).toEqual([60, 39]);
  });

  test('is beaten by a message at the same instant', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [60, 'Ben'],
      [660, 'Ada'],
      [700, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ sessions: 1, autoCloses: 1 });
  });

  test("counts from the agent's latest message", () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [60, 'Ben'],
      [500, 'Ben'],
      [1000, 'Ada'],
      [1010, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ sessions: 1, autoCloses: 1 });
  });

  test("leaves an agent's later message without a session", () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [60, 'Ben'],
      [700, 'Ben'],
      [720, 'Ada'],
      [730, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ sessions: 2, agentMessages: 2, unplaced: 1 });
  });
});

describe('assignments', () => {
  test('follow every change of speaker', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [10, 'Ben'],
      [20, 'Cem'],
      [30, 'Cem'],
      [40, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ assignments: '2-3' });
  });

  test('are open after a reassignment by the timer', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [10, 'Ben'],
      [20, 'Ada'],
      [700, 'Ben'],
    ];
    expect(figures(countOf(lines))).toMatchObject({ reassignments: 1, assignments: '0-2' });
  });
});

describe('near the edge', () => {
  test('both outcomes of an auto-close are followed, and named', () => {
    const counted = countOf(
      [
        [0, 'Ada'],
        [60, 'Ben'],
        [670, 'Ada'],
        [700, 'Ben'],
      ],
      60,
    );
    expect(figures(counted)).toMatchObject({ sessions: '1-2', autoCloses: '1-2' });
    expect(counted.firstResponses.map((response) => response.certain)).toEqual([true, false]);
    expect(counted.edgeCases).toEqual([
      {
        conversationId: 'one',
        messageIndex: 2,
        what: 'auto-close',
        gap: { earliest: 610, latest: 610 },
      },
    ]);
  });

  test('an answer that may have come before the warning or after it makes a range', () => {
    const counted = countOf(
      [
        [0, 'Ada'],
        [1490, 'Ben'],
      ],
      0,
      20,
    );
    expect(figures(counted)).toMatchObject({ warnings: '0-1', reassignments: 2 });
  });

  test('delays of one hop after the other add up', () => {
    const lines: Line[] = [
      [0, 'Ada'],
      [1350, 'Ben'],
    ];
    // Served up to 60 s late, and two hops of up to 60 s each: the second was due by 1380 at the latest.
    expect(figures(countOf(lines, 60))).toMatchObject({ reassignments: '1-2' });
  });

  test('uncertain auto-closes in a row stay as many as they are', () => {
    const lines: Line[] = [[0, 'Ada']];
    for (let turn = 0; turn < 30; turn += 1) {
      lines.push([turn * 650 + 20, 'Ben'], [(turn + 1) * 650, 'Ada']);
    }
    lines.push([30 * 650 + 20, 'Ben']);
    expect(figures(countOf(lines, 60))).toMatchObject({ sessions: '1-31', autoCloses: '1-31' });
  });
});
