/** Events as the API would send them. Tests count whole seconds from the start of their story. */

import type { Author, CustomerMessage, OpenSession, Reply } from '../../../src/core/event.ts';

/** Monday, 5 January 2026, 09:00 UTC. */
export const START_MS = Date.UTC(2026, 0, 5, 9);
export const secondsOf = (instantMs: number): number => (instantMs - START_MS) / 1000;
export const instantOf = (seconds: number): number => START_MS + seconds * 1000;

const contact = (newSessionId: string) => ({
  newSessionId,
  customer: { id: 'c_1', name: null },
  roomId: null,
  orderIds: [],
  attributes: {},
});

export function customerMessage(
  input: Partial<CustomerMessage> & { messageId: string; atMs: number; newSessionId: string },
): CustomerMessage {
  const text = input.text ?? 'Hello';
  return {
    type: 'customerMessage',
    ...contact(input.newSessionId),
    messageKey: `key of ${input.messageId}`,
    digest: `customer ${text}`,
    text,
    ...input,
  };
}

export const openSession = (
  input: Partial<OpenSession> & { atMs: number; newSessionId: string },
): OpenSession => ({ ...contact(input.newSessionId), ...input, type: 'open' });

export function reply(
  author: Author,
  input: Partial<Reply> & { messageId: string; atMs: number },
): Reply {
  const text = input.text ?? 'Good day';
  return {
    type: 'reply',
    messageKey: `key of ${input.messageId}`,
    digest: `${author.type} ${author.id ?? ''} ${text}`,
    author,
    visibility: 'public',
    text,
    outbound: false,
    ...input,
  };
}
