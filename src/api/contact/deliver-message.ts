import { deliver } from '../../client/deliver.ts';
import { messageDigest, messageKey, newSessionId } from '../../client/identity.ts';
import type { ContactDetails } from '../../core/event.ts';
import type { Dependencies } from '../dependencies.ts';

export interface CustomerMessage {
  conversationId: string;
  channel: string;
  details: ContactDetails;
  messageId: string;
  text: string;
}

/** The identity by which a message's place is asked for. */
export interface Delivered {
  newSessionId: string;
  messageKey: string;
  digest: string;
}

/**
 * Hands over a customer's message; accepted when it returns.
 *
 * @throws Problem `rate_limited` when too many come in this conversation: Temporal takes a hundred signals in one step
 * @throws Unavailable when Temporal did not take it in time
 */
export async function deliverMessage(
  { temporal, rates, now }: Dependencies,
  { conversationId, channel, details, messageId, text }: CustomerMessage,
): Promise<Delivered> {
  rates.count('conversation', conversationId);
  const atMs = now();
  const delivered = {
    newSessionId: newSessionId(conversationId, atMs),
    messageKey: messageKey(messageId),
    digest: messageDigest({ type: 'customer' }, 'public', text),
  };
  const event = {
    type: 'customerMessage',
    atMs,
    ...details,
    messageId,
    text,
    ...delivered,
  } as const;
  await deliver(temporal, { conversationId, channel, event });
  return delivered;
}
