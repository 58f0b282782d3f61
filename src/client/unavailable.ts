import {
  isGrpcServiceError,
  NamespaceNotFoundError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ValueError } from '@temporalio/common';

/**
 * Temporal gave no answer in time, or refused for a reason of its own: try again later. Whether it took effect is
 * not known, so a repetition must carry the same identity (message ID or idempotency key).
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  /** When trying again is sensible. */
  readonly retryAfterSeconds: number;

  constructor(message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1;
  }
}

/** Failures that carry an answer of the workflow or of the server about it, not of the way there. */
function isAnswer(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError;
}

/** Everything that gRPC or the service may fail with, as one error; anything else stays what it is. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof Unavailable || isAnswer(error)) return error;
  // An answer under a key that this process does not have: what was asked for may have been done.
  if (error instanceof ValueError) {
    return new Unavailable('The answer of Temporal cannot be read.', { cause: error });
  }
  const known =
    error instanceof ServiceError ||
    error instanceof NamespaceNotFoundError ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcServiceError(error);
  return known
    ? new Unavailable('Temporal cannot be reached, or gave no answer in time.', { cause: error })
    : error;
}
