/** Asking conversations what they stand behind, in bounded number and time. */

import type { Claim } from '../../core/claims.ts';
import type { SessionStatus } from '../../core/session.ts';
import type { UpkeepContext } from './context.ts';

/** What a conversation says. `unclear`: it did not answer, or is about to change what is asked about. */
export type Statement =
  | { state: 'gone' }
  | { state: 'unclear' }
  | { state: 'known'; sessionId: string; status: SessionStatus; claims: Claim[] };

/** Questions of one activity; the next run asks further. */
const QUESTIONS = 500;
/** Well within what an activity may take: cold workflows answer slowly. */
const PATIENCE_MS = 90_000;
/** Silent one after the other: workers or Temporal are away, and waiting for more of them helps nobody. */
const SILENT_IN_ROW = 3;

export class Examination {
  readonly #context: UpkeepContext;
  #left = QUESTIONS;
  #silent = 0;
  readonly #untilMs = Date.now() + PATIENCE_MS;

  constructor(context: UpkeepContext) {
    this.#context = context;
  }

  async ask(conversationId: string): Promise<Statement> {
    const isOver = this.#left === 0 || Date.now() > this.#untilMs;
    if (isOver || this.#silent === SILENT_IN_ROW) return { state: 'unclear' };
    this.#left -= 1;
    try {
      const live = await this.#context.temporal.askLive(conversationId);
      this.#silent = 0;
      if (live === null) return { state: 'gone' };
      const { session, claims, outbox } = live;
      // Releases and searches under way are its own business still.
      if (!session || !claims || outbox.assignments > 0) return { state: 'unclear' };
      return { state: 'known', sessionId: session.id, status: session.status, claims };
    } catch {
      this.#silent += 1;
      return { state: 'unclear' };
    }
  }
}

/** What a conversation claims under a number in the name of a session; `null` when it does not. */
export function claimOf(
  statement: Extract<Statement, { state: 'known' }>,
  { sessionId, number }: { sessionId: string; number: number },
): Claim | null {
  if (statement.sessionId !== sessionId) return null;
  return statement.claims.find((claim) => claim.number === number) ?? null;
}
