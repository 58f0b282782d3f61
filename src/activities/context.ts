/** What activities are given to work with. */

import type { SignalEvent } from '../core/event.ts';
import type { Models } from '../store/connection.ts';

/** Tells a running conversation something. */
export interface ConversationPort {
  /**
   * @returns `gone` when no workflow of the conversation runs
   * @throws when Temporal cannot be reached
   */
  signalConversation(conversationId: string, event: SignalEvent): Promise<'delivered' | 'gone'>;
}

/** Says what an engineer should know; never message text or names. */
export interface ActivityLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
}

export interface ActivityContext {
  models: Models;
  client: ConversationPort;
  log: ActivityLog;
}
