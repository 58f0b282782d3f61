/** A session's records and views as the workflow saves them. */

import type { SavedRecord, SaveBatch } from '../../../src/contract/activities.ts';
import type { SessionView } from '../../../src/core/view.ts';

export function message(sequence: number, fields: Partial<SavedRecord> = {}): SavedRecord {
  return {
    sequence,
    type: 'message.created',
    atMs: 1_000 + sequence,
    processedAtMs: 2_000 + sequence,
    settingsVersion: 1,
    reason: null,
    message: {
      messageId: `m${sequence}`,
      author: { type: 'customer', id: 'customer-1' },
      visibility: 'public',
      text: `message ${sequence}`,
    },
    messageKey: `k${sequence}`,
    digest: `d${sequence}`,
    data: {},
    ...fields,
  };
}

export function decision(sequence: number, fields: Partial<SavedRecord> = {}): SavedRecord {
  return message(sequence, {
    type: 'session.queued',
    message: null,
    messageKey: null,
    digest: null,
    reason: {
      trigger: 'search 1 (queue)',
      rule: 'Nobody can take the session now',
      dueAtMs: null,
      candidates: [{ agentId: 'a1', reason: 'offline' }],
    },
    ...fields,
  });
}

export function view(revision: number, fields: Partial<SessionView> = {}): SessionView {
  return {
    id: 's1',
    conversationId: 'c1',
    channel: 'web',
    customer: { id: 'customer-1', name: 'Ada Fictive' },
    roomId: null,
    orderIds: ['o1'],
    attributes: { 'plan.tier': 'gold', $odd: 'yes' },
    skill: null,
    status: 'queued',
    awaiting: 'agent',
    agentId: null,
    lastAgentId: null,
    offer: null,
    wait: {
      sinceMs: 1_001,
      clockStartedAtMs: null,
      warnAtMs: null,
      dueAtMs: null,
      warned: false,
      overdue: false,
    },
    hold: null,
    everOverdue: false,
    overdueCount: 0,
    latenessMs: 0,
    closesAtMs: null,
    reassignments: 0,
    createdAtMs: 1_000,
    closedAtMs: null,
    closeReason: null,
    previousSessionId: null,
    settingsVersion: 1,
    sequence: revision,
    revision,
    processedAtMs: 2_000 + revision,
    ...fields,
  };
}

export function batch(fields: Partial<SaveBatch> = {}): SaveBatch {
  return {
    sessionId: 's1',
    conversationId: 'c1',
    channel: 'web',
    records: [],
    view: null,
    ...fields,
  };
}
