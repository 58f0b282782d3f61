import { expect, test } from '@jest/globals';
import type { SessionReading } from '../../demo/readings.ts';
import { lifeBetween as lifeNamed } from '../../demo/session-life.ts';

const lifeBetween = (before: SessionReading | null, now: SessionReading): string[] =>
  lifeNamed(before, now, (agentId) => agentId.toUpperCase());

const queued: SessionReading = {
  id: 's1',
  conversationId: 'c1',
  customer: { id: 'run:a', name: 'Ada' },
  status: 'queued',
  awaiting: 'agent',
  agentId: null,
  wait: { warned: false, overdue: false },
  reassignments: 0,
  createdAt: '2026-01-31T09:00:00.000Z',
  closeReason: null,
  previousSessionId: null,
};
const active: SessionReading = { ...queued, status: 'active', agentId: 'ben' };
const overdue: SessionReading = { ...active, wait: { warned: true, overdue: true } };
const answered: SessionReading = { ...active, awaiting: 'customer', wait: null };

test('a session seen for the first time has started', () => {
  expect(lifeBetween(null, queued)).toEqual(['started']);
  expect(lifeBetween(null, { ...active, previousSessionId: 's0' })).toEqual([
    'started, the customer is back',
    'assigned to BEN',
  ]);
});

test('warning and breach are told once', () => {
  expect(lifeBetween(active, overdue)).toEqual(['warned', 'overdue']);
  expect(lifeBetween(overdue, overdue)).toEqual([]);
});

test('a reassignment by the timer is told apart from an assignment', () => {
  expect(lifeBetween(active, { ...active, agentId: 'cem', reassignments: 1 })).toEqual([
    'reassigned to CEM',
  ]);
  expect(lifeBetween(active, { ...active, agentId: 'cem' })).toEqual(['assigned to CEM']);
});

test('an answer and a close are told', () => {
  expect(lifeBetween(overdue, answered)).toEqual(['answered']);
  const closed = {
    ...answered,
    status: 'closed',
    awaiting: 'none',
    closeReason: 'customer_idle',
  };
  expect(lifeBetween(answered, closed)).toEqual(['closed, customer_idle']);
});
