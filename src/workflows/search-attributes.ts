/** Search attributes of a session in Temporal's visibility. */

import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { Session } from '../core/session.ts';
import { searchAttributes } from '../contract/messages.ts';

/** All of them, so that a successor inherits nothing from the session before it. */
export function searchAttributesOf(session: Session): SearchAttributeUpdatePair[] {
  return [
    { key: searchAttributes.sessionId, value: session.id },
    { key: searchAttributes.sessionStatus, value: session.status },
    { key: searchAttributes.channel, value: session.channel },
    { key: searchAttributes.agentId, value: session.serving?.agentId ?? null },
    { key: searchAttributes.overdue, value: (session.wait?.overdueAtMs ?? null) !== null },
    { key: searchAttributes.settingsVersion, value: session.settings.version },
  ];
}
