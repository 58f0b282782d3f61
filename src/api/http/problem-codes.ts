/** Every error code of the API, with its status and title (docs/api.md, "Errors"). Codes never change meaning. */

export const PROBLEMS = {
  malformed_request: { status: 400, title: 'The request cannot be read' },
  malformed_json: { status: 400, title: 'The body is not strict JSON in UTF-8' },
  unauthenticated: { status: 401, title: 'A valid credential is needed' },
  sign_in_failed: { status: 401, title: 'The e-mail address or the password is wrong' },
  forbidden: { status: 403, title: 'The credential does not allow this' },
  cross_origin: { status: 403, title: 'Another site may have made this request' },
  sign_in_disabled: { status: 403, title: 'Nobody can sign in here' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'The address does not take this method' },
  session_closed: { status: 409, title: 'The session is closed' },
  not_assigned: { status: 409, title: 'The agent does not have the session' },
  not_offered: { status: 409, title: 'The session is not offered to this agent' },
  offer_expired: { status: 409, title: 'The offer has moved on' },
  wrong_status: { status: 409, title: 'The state of the session does not allow this' },
  customer_waiting: { status: 409, title: 'The customer waits for an answer' },
  agent_unavailable: { status: 409, title: 'The agent cannot take the session' },
  agent_exists: { status: 409, title: 'There is an agent with this ID or address' },
  user_exists: { status: 409, title: 'There is a user with this e-mail address' },
  last_admin: { status: 409, title: 'No admin would be left' },
  webhook_off: { status: 409, title: 'The webhook is switched off' },
  token_not_active: { status: 410, title: 'The link is no longer active' },
  idempotency_in_progress: { status: 409, title: 'The first call with this key is worked on' },
  precondition_failed: { status: 412, title: 'Somebody saved in between' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  validation_failed: { status: 422, title: 'A field breaks a rule' },
  unknown_agent: { status: 422, title: 'There is no such agent' },
  invalid_hold: { status: 422, title: 'A hold must end in the future, within 30 days' },
  message_id_reused: { status: 422, title: 'The message ID belongs to another message' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  too_many_attempts: { status: 429, title: 'Too many attempts to sign in failed' },
  too_many_streams: { status: 429, title: 'The caller has too many streams' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something unexpected happened' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Tells a code of the API from any other text. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
