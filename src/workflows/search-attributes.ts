/** What sessions are found by in Temporal's visibility; no personal data. */

import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Session } from '../core/session.ts';

const SESSION_ID = defineSearchAttributeKey('SessionId', 'KEYWORD');
const SESSION_STATUS = defineSearchAttributeKey('SessionStatus', 'KEYWORD');
const CHANNEL = defineSearchAttributeKey('Channel', 'KEYWORD');
const AGENT_ID = defineSearchAttributeKey('AgentId', 'KEYWORD');
const OVERDUE = defineSearchAttributeKey('Overdue', 'BOOL');
const SETTINGS_VERSION = defineSearchAttributeKey('SettingsVersion', 'INT');

/** All of them, so that a successor inherits nothing from the session before it. */
export function searchAttributesOf(session: Session): SearchAttributeUpdatePair[] {
  return [
    { key: SESSION_ID, value: session.id },
    { key: SESSION_STATUS, value: session.status },
    { key: CHANNEL, value: session.channel },
    { key: AGENT_ID, value: session.serving?.agentId ?? null },
    { key: OVERDUE, value: (session.wait?.overdueAtMs ?? null) !== null },
    { key: SETTINGS_VERSION, value: session.settings.version },
  ];
}
