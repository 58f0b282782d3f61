/** The inbox: what agents and supervisors were told, each once. */

import type { NotificationKind } from '../../core/effect.ts';
import {
  dateOrNull,
  documentSchema,
  requiredDate,
  requiredString,
  stringOrNull,
} from '../schema.ts';

export interface NotificationDocument {
  /** The notification's key. */
  _id: string;
  /** `null`: to all supervisors. */
  agentId: string | null;
  kind: NotificationKind;
  /** This and the next two are `null` when it is about no session. */
  sessionId: string | null;
  conversationId: string | null;
  channel: string | null;
  at: Date;
  dueAt: Date | null;
  text: string;
}

export const notificationSchema = documentSchema<NotificationDocument>(
  {
    _id: requiredString,
    agentId: stringOrNull,
    kind: requiredString,
    sessionId: stringOrNull,
    conversationId: stringOrNull,
    channel: stringOrNull,
    at: requiredDate,
    dueAt: dateOrNull,
    text: requiredString,
  },
  { collection: 'notifications' },
);

notificationSchema.index({ agentId: 1, at: -1 });
notificationSchema.index({ sessionId: 1, at: 1 });
