import { expect, test } from '@jest/globals';
import { outcomeOf, type SessionRecord } from '../../demo/outcome.ts';

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

const decision = (sequence: number, what: string, trigger: string, due?: number) => ({
  sequence,
  what,
  trigger,
  dueAt: due === undefined ? null : at(due),
  processedAt: at((due ?? 0) + 0.25),
});

const message = (sequence: number, type: string, seconds: number, visibility = 'public') => ({
  messageId: `m${String(sequence)}`,
  sequence,
  at: at(seconds),
  author: { type, id: null },
  visibility,
});

/** A customer waits, is given by the timer to another agent, is answered late, and is closed as idle. */
const record: SessionRecord = {
  session: {
    id: 's1',
    conversationId: 'c1',
    customer: { id: 'run:a', name: 'Ada' },
    status: 'closed',
    awaiting: 'none',
    agentId: 'ben',
    wait: null,
    reassignments: 1,
    createdAt: at(0),
    closeReason: 'customer_idle',
    previousSessionId: null,
  },
  messages: [
    message(1, 'customer', 0),
    message(6, 'agent', 20, 'note'),
    message(9, 'agent', 31),
    message(12, 'system', 41),
  ],
  decisions: [
    decision(2, 'session.started', 'customer message'),
    decision(3, 'session.assigned', 'search 1 (queue)'),
    decision(4, 'session.warned', 'timer: warning', 25),
    decision(5, 'session.reassigned', 'search 2 (reassignment)'),
    decision(8, 'session.assigned', 'assign by demo'),
    decision(10, 'session.answered', 'message by ben', 30),
    decision(11, 'session.closed', 'timer: autoClose', 41),
  ],
};

test('figures are added up from sessions, messages and decisions', () => {
  expect(outcomeOf([record], 2)).toEqual({
    figures: {
      conversations: 1,
      sessions: 1,
      customerMessages: 1,
      agentMessages: 1,
      unplaced: 1,
      warnings: 1,
      // Answered a second after the deadline, before anybody was told.
      overdue: 1,
      reassignments: 1,
      assignments: 1,
      autoCloses: 1,
      ended: 0,
    },
    firstResponsesMs: [31_000],
    latestTimerMs: 250,
    otherEnds: 0,
  });
});

test('a breach that was told is counted once', () => {
  const told = [...record.decisions, decision(7, 'session.overdue', 'timer: overdue', 30)];
  expect(outcomeOf([{ ...record, decisions: told }], 1).figures.overdue).toBe(1);
});
