/** While the database is away, a session must not spend half a second on every message to find that out again. */

import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

/** After a failure local tries fail at once for so long; then one is let through to see. */
const PAUSE_MS = 2_000;
/** A local try that takes this part of its time will hardly end well, and others need not wait for that. */
const SLOW_SHARE = 0.9;

export class Breaker {
  private openUntilMs: number | null = null;
  private readonly now: () => number;

  /** @param now milliseconds from any beginning */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** Whether to try; after a failure once a pause. */
  allows(): boolean {
    if (this.openUntilMs === null) return true;
    if (this.now() < this.openUntilMs) return false;
    this.openUntilMs = this.now() + PAUSE_MS;
    return true;
  }

  succeeded(): void {
    this.openUntilMs = null;
  }

  failed(): void {
    this.openUntilMs = this.now() + PAUSE_MS;
  }
}

/**
 * Puts an activity behind a breaker that binds local tries only: an ordinary one, which nobody waits for beside a
 * workflow task, always really tries.
 */
export function sparing<A, R>(
  breaker: Breaker,
  activity: (argument: A) => Promise<R>,
): (argument: A) => Promise<R> {
  return async (argument) => {
    const { isLocal, startToCloseTimeoutMs } = activityInfo();
    if (isLocal && !breaker.allows()) {
      throw ApplicationFailure.retryable('MongoDB did not answer a moment ago', 'StoreSpared');
    }
    const slow = isLocal
      ? setTimeout(() => breaker.failed(), SLOW_SHARE * startToCloseTimeoutMs)
      : undefined;
    try {
      const result = await activity(argument);
      breaker.succeeded();
      return result;
    } catch (error) {
      // A request that can never succeed says nothing about the database.
      if (!(error instanceof ApplicationFailure && error.nonRetryable)) breaker.failed();
      throw error;
    } finally {
      clearTimeout(slow);
    }
  };
}
