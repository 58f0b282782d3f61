/** A refusal is a value with a stable code that the API answers with (docs/api.md, "Errors"). */

export type RefusalCode =
  | 'session_closed'
  | 'forbidden'
  | 'wrong_session'
  | 'not_assigned'
  | 'not_offered'
  | 'offer_expired'
  | 'wrong_status'
  | 'customer_waiting'
  | 'agent_unavailable'
  | 'invalid_hold'
  | 'message_id_reused'
  | 'idempotency_key_reused';

export interface Refusal {
  code: RefusalCode;
  /** One sentence for the caller. */
  detail: string;
}
