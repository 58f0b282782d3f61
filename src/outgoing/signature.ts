import { Webhook } from 'standardwebhooks';

const SECOND_MS = 1_000;

/**
 * The headers of Standard Webhooks, signed with every secret that is active.
 *
 * @param id stable over retries
 * @param at of this attempt; kept in whole seconds
 * @param secrets `whsec_` and base64
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  { id, at, body }: { id: string; at: Date; body: string },
  secrets: readonly string[],
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / SECOND_MS)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
